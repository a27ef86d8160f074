package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli;
import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.fixture.MemoryNode;
import carnet.consensus.card.MemberRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private final Cli cli = new Cli();

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestNameAndTheUsage() {
        Outcome outcome = cli.run("recrod", "put");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .containsExactly(
                        "carnet: unknown command 'recrod'. Did you mean 'record'? Run 'carnet --help' for more",
                        "Usage: carnet [-hV] COMMAND");

        assertThat(cli.run("record", "upload").err().lines())
                .containsExactly(
                        "carnet: unknown command 'upload'. Run 'carnet record --help' for more",
                        "Usage: carnet record [-hV] COMMAND");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearestNameAndWithoutItsValue() {
        Outcome outcome = cli.run("record", "put", "x", "--parralel=secret");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("carnet: unknown option '--parralel'. Did you mean '--parallel'?"
                        + " Run 'carnet record put --help' for more\nUsage: carnet record put ")
                .doesNotContain("secret");
    }

    @Test
    void anUnknownOptionIsNamedBeforeWhatIsMissingForIt() {
        assertThat(cli.run("record", "get", "00", "--output", "file").err())
                .startsWith("carnet: unknown option '--output'. Run ");
        assertThat(cli.run("node", "init", "--nmae", "A").err())
                .startsWith("carnet: unknown option '--nmae'. Did you mean '--name'?");
        assertThat(cli.run("node", "init", "--name", "A").err()).startsWith("carnet: missing required options");
    }

    @Test
    void aCommandThatIsMissingIsAskedFor() {
        Outcome outcome = cli.run("record");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("carnet: a command is missing: one of put, list, status, get."
                        + " Run 'carnet record --help' for more\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--passphrase", "--password", "--seed", "--secret", "--private-key"})
    void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String option) {
        for (Outcome outcome : new Outcome[] {
            cli.run("member", "new", "--domain", "CN", option, "hunter2"),
            cli.run("member", "new", "--domain", "CN", option + "=hunter2")
        }) {
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err())
                    .isEqualTo("carnet: " + option + " would put a secret on the command line, where every user of this"
                            + " machine can read it. Use --passphrase-file FILE (mode 0600) or --passphrase-stdin,"
                            + " or type it when asked\n");
        }
    }

    @Test
    void aNodesStatusIsPlainTextThatCannotDriveTheTerminal(@TempDir Path dir) throws Exception {
        Member registrar = Member.create(dir, "registrar", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        try (MemoryNode node = new MemoryNode(registrar.card(), 30)) {
            Outcome outcome = cli.run("node", "status", "--node", node.url());
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("Node:     A\\u001b[31m\\u202e Qm");
            assertThat(outcome.out().lines())
                    .contains(
                            "Mines:    yes; each mining thread tried 580,000 hashes a second at the start"
                                    + " (JDK_MIDSTATE)",
                            "Peer:     B        127.0.0.1:7002  height unknown, clock +3 ms",
                            "Absent:   C        127.0.0.1:7003  it has another genesis file",
                            "Absent:   D        127.0.0.1:7004  not reached yet");
            assertThat(outcome.out().chars()).noneMatch(c -> c == 0x1b || c == 0x202e);

            Outcome json = cli.run("node", "status", "--json", "--node", node.url());
            assertThat(json.out()).contains("\"name\":\"A\\u001B[31m\\u202E\"");
        }
    }

    @Test
    void whatIsNotANodeIsToldFromANodeThatIsAway() throws Exception {
        Outcome outcome = cli.run("node", "status", "--node", "https://example.org");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("carnet: --node: a node's URL is http://host:port, such as http://127.0.0.1:8645."
                        + " Correct the argument\n");
    }

    @Test
    void exitCodesAreDocumentedAndCompletionIsPrinted() {
        assertThat(cli.run("--help").out()).contains("Exit codes: 0 done").contains("4 node not reachable or busy");
        assertThat(cli.run("completion").out()).contains("_complete_carnet").contains("_picocli_carnet_record_put");
        assertThat(cli.run("--version").out()).startsWith("carnet ");
    }
}
