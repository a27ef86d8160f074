package carnet.cli.command;

import carnet.cli.home.HomeFile;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Terminal.Colour;
import carnet.crypto.secfile.AgeText;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.SealingKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what the age tool needs to open a member's records where no Carnet is. */
@Command(
        name = "export-identity",
        description = {
            "Write the member's identity for the age tool, which then opens what 'record get --as-age' wrote.",
            "The file needs no passphrase: whoever has it opens every record of this member."
        })
final class MemberExportIdentityCommand extends Leaf {
    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "A new file, made with mode 0600.")
    private Path out = Path.of("");

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private PassphraseOptions passphrases = new PassphraseOptions();

    MemberExportIdentityCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        HomeFile.refuseExisting(out);
        MemberHome member = home.open();
        SealingKey key = passphrases.unlock(environment(), member).sealing();
        String recipient = AgeText.recipient(key.publicKey());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(("# public key: " + recipient + "\n").getBytes(StandardCharsets.US_ASCII));
        try (SecretBytes identity = AgeText.identity(key)) {
            byte[] secret = identity.expose();
            text.writeBytes(secret);
            Arrays.fill(secret, (byte) 0);
        }
        text.write('\n');
        HomeFile.createPrivate(out, text.toByteArray());
        terminal().line("Wrote " + out + ", the identity of " + recipient);
        terminal().line("Open a record with: age -d -i " + out + " -o FILE FILE.age");
        terminal()
                .line(
                        Colour.YELLOW,
                        "Whoever has this file opens every record of this member without a passphrase: keep it where"
                                + " only you can read it, or delete it after use");
        return ExitCode.OK;
    }
}
