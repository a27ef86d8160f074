package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli;
import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.fixture.MemoryNode;
import carnet.consensus.card.MemberRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordListTest {
    private static final int RECORDS = 12;

    @TempDir
    Path dir = Path.of("");

    private final Cli cli = new Cli();

    @Test
    void recordsAreListedOldestFirstWhateverTheirNames() throws Exception {
        Member registrar = Member.create(dir, "registrar", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        try (MemoryNode node = new MemoryNode(registrar.card(), 30)) {
            Member member = Member.create(dir, "member", MemberRole.MEMBER, node.url());
            node.admit(member.card());
            Path folder = Files.createDirectory(dir.resolve("folder"));
            for (int i = 0; i < RECORDS; i++) {
                Files.writeString(folder.resolve(i + ".txt"), "file " + i);
            }
            Outcome put = cli.run(
                    "record",
                    "put",
                    folder,
                    "--parallel",
                    "1",
                    "--home",
                    member.home(),
                    "--passphrase-file",
                    member.passphraseFile());
            assertThat(put.exitCode()).as(put.err()).isZero();

            Outcome list = cli.run("record", "list", "--home", member.home());

            List<String> times = list.out()
                    .lines()
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .toList();
            assertThat(times).hasSize(RECORDS).isSorted();
        }
    }
}
