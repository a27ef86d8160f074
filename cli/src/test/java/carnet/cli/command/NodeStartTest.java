package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli;
import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.home.GenesisFile;
import carnet.cli.home.HomeLock;
import carnet.consensus.card.MemberRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a node from starting; that it starts and serves is seen with five of them elsewhere. */
class NodeStartTest {
    @TempDir
    Path dir = Path.of("");

    private final Cli cli = new Cli();
    private Path home;

    @BeforeEach
    void init() throws Exception {
        home = dir.resolve("A");
        cli.run("node", "init", "--home", home, "--name", "A", "--listen", "127.0.0.1:7001");
        Member.create(dir, "cn", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        found("one");
        found("two");
    }

    private Path found(String name) {
        Path file = dir.resolve(name);
        Outcome created = cli.run(
                "network",
                "create",
                "--card",
                home.resolve("card.json"),
                "--name",
                name,
                "--registrar",
                "CN=" + dir.resolve("cn/card.json"),
                "-o",
                file);
        assertThat(created.exitCode()).as(created.err()).isZero();
        return file;
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefusedAndToldTheFirst() throws Exception {
        try (HomeLock first = HomeLock.take(home)) {
            assertThat(first).isNotNull();
            Outcome outcome = cli.run("node", "start", "--home", home, "--genesis", dir.resolve("one"));
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err())
                    .isEqualTo("carnet: " + home + " is in use by process "
                            + ProcessHandle.current().pid()
                            + ". Stop that process first, or name another directory\n");
        }
    }

    @Test
    void theGenesisOfAnotherNetworkIsRefusedAndBothAreShown() throws Exception {
        Files.copy(dir.resolve("one"), home.resolve("network.genesis"));
        Outcome outcome = cli.run("node", "start", "--home", home, "--genesis", dir.resolve("two"));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("carnet: the node of " + home + " belongs to network "
                        + GenesisFile.read(dir.resolve("one")).hash() + ", but " + dir.resolve("two") + " is of "
                        + GenesisFile.read(dir.resolve("two")).hash() + ".");
    }

    @Test
    void aDirectoryWithoutGenesisOrWithAnOpenKeyFileDoesNotStart() throws Exception {
        Outcome none = cli.run("node", "start", "--home", home);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo("carnet: the node of " + home + " has no genesis file yet."
                        + " Add --genesis FILE with the file that 'carnet network create' wrote\n");

        Path key = home.resolve("node.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Outcome open = cli.run("node", "start", "--home", home, "--genesis", dir.resolve("one"));
        assertThat(open.exitCode()).isEqualTo(3);
        assertThat(open.err())
                .isEqualTo("carnet: key file " + key
                        + " is open to other users of this machine (mode 0640). Run: chmod 600 " + key + "\n");
    }
}
