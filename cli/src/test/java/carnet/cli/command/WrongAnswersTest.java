package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.terminal.Json;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers is no node, or one that lies: that is said, and is no fault of the program. */
class WrongAnswersTest extends MemberTest {
    private static final String ID = "00".repeat(32);

    @BeforeEach
    void writeFile() throws Exception {
        Files.writeString(dir.resolve("file.txt"), "content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "[null]", "{\"items\":[null]}", "{\"items\":[{}]}", "\"x\"", "1", ""})
    void anAnswerWithoutWhatEveryNodeSaysIsNoNodes(String answer) {
        node.hook = hooked -> {
            if (!hooked.request().equals("GET /v1/genesis")) {
                hooked.answer(answer);
            }
        };
        String url = node.url();
        for (List<Object> arguments : List.<List<Object>>of(
                List.of("node", "status", "--node", url),
                List.of("chain", "show", "--node", url),
                List.of("tx", "show", ID, "--node", url),
                List.of("record", "list", "--home", member.home()),
                List.of("record", "status", ID, "--home", member.home()),
                List.of(
                        "record",
                        "put",
                        dir.resolve("file.txt"),
                        "--home",
                        member.home(),
                        "--passphrase-file",
                        member.passphraseFile()),
                List.of(
                        "record",
                        "get",
                        ID,
                        "-o",
                        dir.resolve("out"),
                        "--home",
                        member.home(),
                        "--passphrase-file",
                        member.passphraseFile()))) {
            Outcome outcome = cli.run(arguments.toArray());
            assertThat(outcome.err())
                    .as("%s", arguments)
                    .contains("what answers at " + url + " is no Carnet node. Check the URL;");
            assertThat(outcome.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void namesThatAreNoneAreNoNodes() {
        Object[] put = {
            "record",
            "put",
            dir.resolve("file.txt"),
            "--home",
            member.home(),
            "--passphrase-file",
            member.passphraseFile()
        };
        assertThat(cli.run(put).exitCode()).isZero();
        String record = Json.line(node.onlyRecord());
        String cid = node.onlyRecord().payloadCid();
        for (String lie :
                List.of(record.replace(cid, "../../x"), record.replace("\"sizeClass\":", "\"sizeClass\":-9"))) {
            node.hook = hooked -> {
                if (hooked.request().startsWith("GET /v1/records/")
                        && !hooked.request().endsWith("/key-box")) {
                    hooked.answer(lie);
                }
            };
            Outcome outcome = cli.run(
                    "record",
                    "get",
                    node.onlyRecord().hashId(),
                    "-o",
                    dir.resolve("out"),
                    "--home",
                    member.home(),
                    "--passphrase-file",
                    member.passphraseFile());
            assertThat(outcome.err()).contains(" is no Carnet node.");
            assertThat(outcome.exitCode()).isEqualTo(4);
        }
    }
}
