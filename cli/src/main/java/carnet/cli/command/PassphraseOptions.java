package carnet.cli.command;

import carnet.cli.home.HomeFile;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Passphrases;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.KeyFile;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a passphrase comes from: the terminal, a private file, or standard input; never the command line itself. */
final class PassphraseOptions {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Read the passphrase from the first line of FILE, which must have mode 0600.")
    private @Nullable Path file;

    @Option(names = "--passphrase-stdin", description = "Read the passphrase from the first line of standard input.")
    private boolean standardInput;

    /** Returns the passphrase of a key that exists. */
    SecretBytes read(Environment environment, Path home) throws IOException, Failure {
        return read(environment, "Passphrase for " + home, false);
    }

    /** Returns a passphrase for a new key. */
    SecretBytes readNew(Environment environment) throws IOException, Failure {
        SecretBytes passphrase = read(environment, "New passphrase", true);
        if (passphrase.length() < Passphrases.MIN_NEW_BYTES) {
            throw new Failure(
                    ExitCode.USAGE,
                    "the passphrase is too short",
                    "Choose one of at least " + Passphrases.MIN_NEW_BYTES + " letters");
        }
        return passphrase;
    }

    /** Opens a member's keys. */
    MemberKeys unlock(Environment environment, MemberHome home) throws IOException, Failure, InterruptedException {
        byte[] sealed = home.sealedKeys();
        try (SecretBytes passphrase = read(environment, home.directory())) {
            return home.unlock(sealed, passphrase, environment);
        }
    }

    private SecretBytes read(Environment environment, String prompt, boolean isNew) throws IOException, Failure {
        if (file != null && standardInput) {
            throw new Failure(
                    ExitCode.USAGE, "--passphrase-file and --passphrase-stdin exclude each other", "Give one of them");
        }
        if (file != null) {
            byte[] bytes = HomeFile.readPrivate(file, KeyFile.MAX_FILE_BYTES, "passphrase file");
            return Passphrases.ofLine(bytes, file.toString());
        }
        return standardInput
                ? Passphrases.ofStandardInput(environment.terminal())
                : Passphrases.ask(environment.terminal(), prompt, isNew);
    }
}
