package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli;
import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.fixture.MemoryNode;
import carnet.cli.home.GenesisFile;
import carnet.cli.terminal.Json;
import carnet.consensus.card.MemberRole;
import carnet.consensus.genesis.Genesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From keys to a network: node init, member new, network create, member register. */
class FoundingTest {
    @TempDir
    Path dir = Path.of("");

    private final Cli cli = new Cli();

    private Outcome init(String name, int port) {
        return cli.run("node", "init", "--home", dir.resolve(name), "--name", name, "--listen", "127.0.0.1:" + port);
    }

    private Path card(String home) {
        return dir.resolve(home).resolve("card.json");
    }

    @Test
    void cardsBecomeANetwork() throws Exception {
        init("A", 7001);
        init("B", 7002);
        Member registrar = Member.create(dir, "cn", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        Path file = dir.resolve("network.genesis");

        Outcome created = cli.run(
                "network", "create", "--card", card("A"), card("B"), "--registrar", "CN=" + card("cn"), "-o", file);

        assertThat(created.exitCode()).as(created.err()).isZero();
        Genesis genesis = GenesisFile.read(file);
        assertThat(created.out()).contains(genesis.hash().hex());
        assertThat(genesis.policy().miners()).extracting("name").containsExactly("A", "B");
        assertThat(genesis.policy()
                        .isRegistrar(registrar.card().key(), registrar.card().domain()))
                .isTrue();
        Outcome shown = cli.run("network", "show", file, "--json");
        assertThat(Json.MAPPER.readTree(shown.out()).path("genesis").asText())
                .isEqualTo(genesis.hash().hex());

        Outcome again =
                cli.run("network", "create", "--card", card("A"), "--registrar", "CN=" + card("cn"), "-o", file);
        assertThat(again.exitCode()).isEqualTo(3);
        assertThat(again.err()).startsWith("carnet: " + file + " exists and is not overwritten.");
    }

    @Test
    void aNodesKeyIsPrivateAndNeverOverwritten() throws Exception {
        Outcome first = init("A", 7001);
        assertThat(first.out()).contains("Public card: " + card("A"));
        Path key = dir.resolve("A/node.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(key);

        Outcome second = init("A", 7002);
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.err())
                .isEqualTo("carnet: " + dir.resolve("A/node.conf") + " exists and is not overwritten."
                        + " Choose another place, or move that file away first\n");
        assertThat(key).hasBinaryContent(before);
    }

    @Test
    void anAddressThatNobodyCanDialIsRefused() {
        Outcome wildcard =
                cli.run("node", "init", "--home", dir.resolve("A"), "--name", "A", "--listen", "0.0.0.0:7001");
        assertThat(wildcard.exitCode()).isEqualTo(2);
        assertThat(wildcard.err())
                .isEqualTo("carnet: other nodes cannot connect to 0.0.0.0:7001. Add --address HOST:PORT with the name"
                        + " or address under which they reach this machine\n");

        Outcome port =
                cli.run("node", "init", "--home", dir.resolve("A"), "--name", "A", "--listen", "127.0.0.1:70000");
        assertThat(port.exitCode()).isEqualTo(2);
        assertThat(port.err())
                .isEqualTo("carnet: --listen: port 70000 is out of range: 1 to 65535. Correct the argument\n");
        assertThat(dir.resolve("A")).doesNotExist();
    }

    @Test
    void usersOfOtherMachinesAreNotTaken() throws Exception {
        String reason = "0.0.0.0:8645 is no loopback address; a node has no TLS and no accounts for users, so it serves"
                + " its own machine only: say 127.0.0.1:8645, and come from elsewhere through an SSH tunnel or a reverse"
                + " proxy on that machine.";
        Path home = dir.resolve("A");
        Outcome atInit = cli.run(
                "node", "init", "--home", home, "--name", "A", "--listen", "127.0.0.1:7001", "--http", "0.0.0.0:8645");
        assertThat(atInit.exitCode()).isEqualTo(2);
        assertThat(atInit.err()).isEqualTo("carnet: --http: " + reason + " Correct the argument\n");
        assertThat(home).doesNotExist();

        init("A", 7001);
        Path conf = home.resolve("node.conf");
        Files.writeString(conf, Files.readString(conf).replace("127.0.0.1:8645", "0.0.0.0:8645"));
        Outcome atStart = cli.run("node", "start", "--home", home);
        assertThat(atStart.exitCode()).isEqualTo(2);
        assertThat(atStart.err()).isEqualTo("carnet: " + conf + " line 4: http: " + reason + " Correct that line\n");
    }

    @Test
    void anAlteredCardIsRefused() throws Exception {
        init("A", 7001);
        Member.create(dir, "cn", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        Files.writeString(card("A"), Files.readString(card("A")).replace("7001", "7002"));
        Outcome outcome = cli.run(
                "network", "create", "--card", card("A"), "--registrar", "CN=" + card("cn"), "-o", dir.resolve("g"));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("carnet: " + card("A") + " was altered: its signature does not match its fields."
                        + " Get the card again from its owner\n");
        assertThat(dir.resolve("g")).doesNotExist();
    }

    @Test
    void aMembersKeysAreSealedWithThePassphraseFromAPrivateFileOrStandardInput() throws Exception {
        Path open = Files.writeString(dir.resolve("open"), "correct horse\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Outcome refused = newMember("m", "--passphrase-file", open);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .isEqualTo("carnet: passphrase file " + open
                        + " is open to other users of this machine (mode 0644). Run: chmod 600 " + open + "\n");

        Outcome none = newMember("m");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo("carnet: a passphrase is needed and there is no terminal to ask for it."
                        + " Use --passphrase-file FILE (mode 0600) or --passphrase-stdin\n");

        cli.typing("short\n");
        assertThat(newMember("m", "--passphrase-stdin").err())
                .isEqualTo("carnet: the passphrase is too short. Choose one of at least 8 letters\n");
        assertThat(dir.resolve("m")).doesNotExist();

        cli.typing("correct horse\n");
        Outcome made = newMember("m", "--passphrase-stdin");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("Public card: " + card("m"));
        assertThat(cli.run("member", "show", "--home", dir.resolve("m")).out()).contains("Domain:      CN");
    }

    private Outcome newMember(String home, Object... more) {
        Object[] fixed = {"member", "new", "--home", dir.resolve(home), "--domain", "CN"};
        Object[] arguments = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return cli.run(arguments);
    }

    @Test
    void aRegistrarRegistersMembersOfItsDomainOnce() throws Exception {
        Member registrar = Member.create(dir, "cn", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        Member member = Member.create(dir, "m", MemberRole.MEMBER, "http://127.0.0.1:1");
        try (MemoryNode node = new MemoryNode(registrar.card(), 30)) {
            Outcome registered = register(registrar, member, node);
            assertThat(registered.exitCode()).as(registered.err()).isZero();
            assertThat(registered.out()).startsWith("Member " + member.card().key() + " of CN: in block\nTransaction ");

            Outcome again = register(registrar, member, node);
            assertThat(again.out()).isEqualTo("Member " + member.card().key() + " of CN: registered before\n");

            Outcome notOne = register(member, registrar, node);
            assertThat(notOne.exitCode()).isEqualTo(3);
            assertThat(notOne.err()).contains("is a member, not a registrar");
        }
    }

    private Outcome register(Member registrar, Member member, MemoryNode node) {
        return cli.run(
                "member",
                "register",
                "--home",
                registrar.home(),
                "--card",
                member.home().resolve("card.json"),
                "--node",
                node.url(),
                "--wait",
                "--passphrase-file",
                registrar.passphraseFile());
    }

    @Test
    void aCardOfAnotherDomainIsRefused() throws Exception {
        Member registrar = Member.create(dir, "cn", MemberRole.REGISTRAR, "http://127.0.0.1:1");
        cli.typing("correct horse\n")
                .run("member", "new", "--home", dir.resolve("de"), "--domain", "DE", "--passphrase-stdin");
        Outcome outcome = cli.run("member", "register", "--home", registrar.home(), "--card", card("de"));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("carnet: the card is of domain DE, but this registrar registers members of CN."
                        + " Hand the card to the registrar of DE\n");
        assertThat(cli.pauses()).isEqualTo(java.util.List.<Duration>of());
    }

    @Test
    void settingsErrorsNameFileLineAndReason() throws Exception {
        init("A", 7001);
        Path conf = dir.resolve("A/node.conf");
        String good = Files.readString(conf);

        assertConfError(
                good + "lsten = x\n", conf + " line 5: unknown key 'lsten'; did you mean 'listen'. Correct that line");
        assertConfError(
                good + "listen\n", conf + " line 5: 'listen' is not of the form key = value. Correct that line");
        assertConfError(
                good + "name = B\n", conf + " line 5: 'name' is set a second time, first in line 2. Correct that line");
        assertConfError(
                good.replace("8645", "99999"),
                conf + " line 4: http: port 99999 is out of range: 1 to 65535. Correct that line");
        assertConfError("# empty\n", conf + ": 'name' is missing. Add a line 'name = ...'");
        Files.delete(conf);
        assertThat(cli.run("node", "status", "--home", dir.resolve("A")).err())
                .startsWith(
                        "carnet: " + dir.resolve("A") + " holds no node: " + conf + " does not exist. Make one with:");
    }

    private void assertConfError(String text, String error) throws Exception {
        Files.writeString(dir.resolve("A/node.conf"), text);
        Outcome outcome = cli.run("node", "status", "--home", dir.resolve("A"));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("carnet: " + error + "\n");
    }
}
