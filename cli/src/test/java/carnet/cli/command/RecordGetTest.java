package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Terminal;
import carnet.consensus.card.MemberRole;
import carnet.crypto.cid.Cid;
import carnet.crypto.secfile.AgeHeader;
import carnet.crypto.secfile.AgeOpening;
import carnet.crypto.secfile.AgeText;
import carnet.crypto.secfile.SecFileDecryptor;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.MemberKeys;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordGetTest extends MemberTest {
    private static final int SIZE_BYTES = 2_000_000;

    private Path file;
    private Path out;

    @BeforeEach
    void putOneRecord() throws Exception {
        byte[] content = new byte[SIZE_BYTES];
        new Random(1).nextBytes(content);
        file = Files.write(dir.resolve("video.mp4"), content);
        out = dir.resolve("back.mp4");
        Outcome put =
                cli.run("record", "put", file, "--home", member.home(), "--passphrase-file", member.passphraseFile());
        assertThat(put.exitCode()).as(put.err()).isZero();
        node.requests.clear();
    }

    private Outcome get(Object... more) {
        return getAs(member, more);
    }

    private Outcome getAs(Member reader, Object... more) {
        Object[] fixed = {
            "record",
            "get",
            node.onlyRecord().hashId(),
            "-o",
            out,
            "--home",
            reader.home(),
            "--passphrase-file",
            reader.passphraseFile()
        };
        Object[] arguments = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return cli.run(arguments);
    }

    @Test
    void aDownloadThatStoppedGoesOnWhereItWas() {
        AtomicInteger given = new AtomicInteger();
        node.hook = hooked -> {
            if (hooked.request().startsWith("GET /v1/chunks/") && given.incrementAndGet() > 6) {
                hooked.refuse(404, "NOT_FOUND", "It is not held here.", null);
            }
        };
        Outcome cut = get();
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.err()).contains("does not hold block").contains("Run the same command again in a moment");
        assertThat(out).doesNotExist();
        assertThat(dir.resolve("back.mp4.part")).isNotEmptyFile();

        node.hook = hooked -> {};
        node.requests.clear();
        Outcome resumed = get();

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(out).hasSameBinaryContentAs(file);
        assertThat(node.count("GET /v1/chunks/")).isLessThan(9);
        assertThat(dir.resolve("back.mp4.part")).doesNotExist();
        assertThat(dir.resolve("back.mp4.part.cid")).doesNotExist();
    }

    @Test
    void aPartOfAnotherRecordOrADamagedPartDoesNoHarm() throws Exception {
        Files.writeString(dir.resolve("back.mp4.part"), "something else");
        assertThat(get().exitCode()).isZero();
        assertThat(out).hasSameBinaryContentAs(file);

        byte[] damaged = new byte[300_000];
        Files.write(dir.resolve("back.mp4.part"), damaged);
        Files.writeString(dir.resolve("back.mp4.part.cid"), node.onlyRecord().payloadCid());
        Outcome refused = get("--force");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("The part from an earlier try was removed: run it again");
        assertThat(out).hasSameBinaryContentAs(file);
        assertThat(get("--force").exitCode()).isZero();
        assertThat(out).hasSameBinaryContentAs(file);
    }

    @Test
    void aLinkInTheWayIsNotFollowed() throws Exception {
        Path other = Files.writeString(dir.resolve("other"), "of somebody");
        Files.createSymbolicLink(dir.resolve(".back.mp4.tmp"), other);
        Outcome got = get();
        assertThat(got.exitCode()).as(got.err()).isZero();
        assertThat(other).hasContent("of somebody");
        assertThat(out).hasSameBinaryContentAs(file);
    }

    @Test
    void aLinkInPlaceOfAPartIsNotWrittenThrough() throws Exception {
        Path other = Files.writeString(dir.resolve("other"), "of somebody");
        Files.createSymbolicLink(dir.resolve("back.mp4.part"), other);
        Files.writeString(dir.resolve("back.mp4.part.cid"), node.onlyRecord().payloadCid());
        Outcome got = get();
        assertThat(got.exitCode()).as(got.err()).isZero();
        assertThat(other).hasContent("of somebody");
        assertThat(out).hasSameBinaryContentAs(file);

        Path name = Files.writeString(dir.resolve("name"), node.onlyRecord().payloadCid());
        Files.writeString(dir.resolve("back.mp4.part"), "a part of nothing");
        Files.createSymbolicLink(dir.resolve("back.mp4.part.cid"), name);
        node.requests.clear();
        assertThat(get("--force").exitCode()).isZero();
        assertThat(name).hasContent(node.onlyRecord().payloadCid());
        assertThat(out).hasSameBinaryContentAs(file);
    }

    @Test
    void aDamagedBlockIsNeverWritten() {
        for (Map.Entry<Cid, byte[]> each : node.chunks.entrySet()) {
            if (each.getKey().codec() == Cid.Codec.RAW && each.getValue().length == 262_144) {
                each.getValue()[1000] ^= 1;
                break;
            }
        }
        Outcome outcome = get();
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err())
                .isEqualTo("carnet: the node at " + node.url()
                        + " sent a damaged block. Ask another node with --node URL; what was fetched so far is kept\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void onlyTheOwnerCanOpenARecord() throws Exception {
        Member other = Member.create(dir, "other", MemberRole.MEMBER, node.url());
        Outcome outcome = getAs(other, "--owner", member.card().key());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("carnet: only the owner can open this record. Use the directory of member "
                        + member.card().key() + " with --home DIR\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void nothingIsOverwrittenUnlessForced() throws Exception {
        Files.writeString(out, "precious");
        Outcome refused = get();
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .isEqualTo("carnet: " + out + " exists and is not overwritten. Choose another name or add --force\n");
        assertThat(out).hasContent("precious");

        assertThat(get("--force").exitCode()).isZero();
        assertThat(out).hasSameBinaryContentAs(file);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeAnythingIsAsked() {
        Path elsewhere = dir.resolve("missing/back.mp4");
        assertRefusedAtOnce(
                elsewhere,
                2,
                "there is no folder " + dir.resolve("missing")
                        + " to write into. Make it with mkdir -p, or choose another place");
        assertRefusedAtOnce(
                file.resolve("back.mp4"),
                2,
                "there is no folder " + file + " to write into. Make it with mkdir -p, or choose another place");
        assertRefusedAtOnce(dir, 2, dir + " is a directory. Name the file to write with -o FILE");
        assertRefusedAtOnce(file, 3, file + " exists and is not overwritten. Choose another name or add --force");
    }

    @Test
    void onlyAPlainFileIsReplaced() throws Exception {
        Path pipe = dir.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(dir.resolve("link"), pipe);
        for (Path target : new Path[] {pipe, link}) {
            assertRefusedAtOnce(
                    target,
                    2,
                    target + " is a device, pipe or socket, which a file would replace."
                            + " Name the file to write with -o FILE",
                    "--force");
        }
        Path dangling = Files.createSymbolicLink(dir.resolve("dangling"), dir.resolve("nowhere"));
        assertRefusedAtOnce(
                dangling, 3, dangling + " exists and is not overwritten. Choose another name or add --force");
        assertRefusedAtOnce(Path.of(""), 2, "the name of the file is empty. Name the file to write with -o FILE");
    }

    @Test
    void aDirectoryInPlaceOfAPartIsNamed() throws Exception {
        Path part = Files.createDirectory(dir.resolve("back.mp4.part"));
        Files.writeString(part.resolve("file"), "of somebody");
        Outcome outcome = get();
        assertThat(outcome.err()).isEqualTo("carnet: " + part + " is a directory and in the way. Move it away\n");
        assertThat(outcome.exitCode()).isEqualTo(5);
    }

    private void assertRefusedAtOnce(Path target, int exitCode, String error, Object... more) {
        Object[] fixed = {"record", "get", "00".repeat(32), "-o", target, "--home", dir.resolve("nobody")};
        Object[] arguments = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        Outcome outcome = cli.run(arguments);
        assertThat(outcome.err()).isEqualTo("carnet: " + error + "\n");
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aWrongPassphraseCostsASecondAndLeavesNothing() throws Exception {
        Path wrong = Member.passphraseFile(dir.resolve("wrong"), "battery staple");

        Member guesser = new Member(member.home(), wrong, member.card());
        Outcome outcome = getAs(guesser);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("carnet: wrong passphrase for " + member.home().resolve("member.key")
                        + ". Try again; nothing was read or changed\n");
        assertThat(cli.pauses()).containsExactly(Duration.ofSeconds(1));
        assertThat(out).doesNotExist();
        assertThat(dir.resolve("back.mp4.part")).doesNotExist();
    }

    @Test
    void anAgeFileOpensWithTheOwnersKey() throws Exception {
        assertThat(get("--as-age").exitCode()).isZero();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(out))) {
            AgeOpening opening = AgeHeader.open(in, keys().sealing());
            assertThat(opening).isInstanceOf(AgeOpening.Opened.class);
            byte[] plain = new SecFileDecryptor(((AgeOpening.Opened) opening).fileKey(), in).readAllBytes();
            assertThat(plain).isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void theIdentityForTheAgeToolIsWrittenForItsOwnerOnly() throws Exception {
        Path identity = dir.resolve("identity.txt");
        Object[] export = {
            "member",
            "export-identity",
            "-o",
            identity,
            "--home",
            member.home(),
            "--passphrase-file",
            member.passphraseFile()
        };
        Outcome outcome = cli.run(export);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Whoever has this file opens every record of this member");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(identity)).hasSize(2);
        assertThat(Files.readAllLines(identity).get(0))
                .isEqualTo("# public key: " + AgeText.recipient(keys().sealing().publicKey()));
        assertThat(Files.readAllLines(identity).get(1).getBytes(StandardCharsets.US_ASCII))
                .isEqualTo(AgeText.identity(keys().sealing()).expose());

        assertThat(cli.run(export).exitCode()).isEqualTo(3);
    }

    private MemberKeys keys() throws Exception {
        MemberHome home = MemberHome.open(member.home());
        Terminal none = new Terminal(InputStream.nullInputStream(), System.out, System.err, false, false);
        try (SecretBytes passphrase = SecretBytes.copyOf(Member.PASSPHRASE.getBytes(StandardCharsets.UTF_8))) {
            return home.unlock(home.sealedKeys(), passphrase, cli.environment(none));
        }
    }

    @Test
    void anUnknownRecordIsNamed() {
        String unknown = "00".repeat(32);
        Outcome outcome = cli.run(
                "record",
                "get",
                unknown,
                "-o",
                out,
                "--home",
                member.home(),
                "--passphrase-file",
                member.passphraseFile());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("carnet: the node at " + node.url() + " knows no record " + unknown + " of owner "
                        + member.card().key() + ". Check the HashID, or name its owner with --owner KEY\n");
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefusedWithTheRemedy() throws Exception {
        Path key = member.home().resolve("member.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Outcome outcome = get();
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("carnet: key file " + key
                        + " is open to other users of this machine (mode 0644). Run: chmod 600 " + key + "\n");
    }

    @Test
    void aDamagedKeyFileIsToldFromAWrongPassphrase() throws Exception {
        Path key = member.home().resolve("member.key");
        Files.write(key, new byte[] {0}, StandardOpenOption.APPEND);
        Outcome outcome = get();
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("is damaged: its length is").endsWith("Restore it from your backup\n");
    }
}
