package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.KeyFile;
import carnet.crypto.vault.KeyKind;
import carnet.crypto.vault.KeyOpening;
import java.nio.file.Path;

/** Says in words why a key file does not open. */
final class KeyFiles {
    private KeyFiles() {}

    /** Returns the seed in a key file of the given kind; the caller closes it. */
    static SecretBytes seed(Path file, byte[] bytes, KeyKind kind, SecretBytes passphrase) throws Failure {
        KeyOpening opening = KeyFile.open(bytes, passphrase);
        if (opening instanceof KeyOpening.Opened opened) {
            if (opened.kind() != kind) {
                opened.seed().close();
                throw new Failure(
                        ExitCode.USAGE,
                        file + " holds a key of another kind: " + opened.kind(),
                        "Give the directory that 'carnet " + (kind == KeyKind.NODE ? "node init" : "member new")
                                + "' made");
            }
            return opened.seed();
        }
        if (opening instanceof KeyOpening.WrongPassphrase) {
            throw new Failure(
                    ExitCode.REFUSED, "wrong passphrase for " + file, "Try again; nothing was read or changed");
        }
        if (opening instanceof KeyOpening.UnsupportedVersion newer) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + " was written by a newer Carnet (version " + newer.version() + ")",
                    "Use that version");
        }
        String reason = opening instanceof KeyOpening.Corrupt corrupt ? corrupt.reason() : "it cannot be read";
        throw new Failure(ExitCode.STORAGE, file + " is damaged: " + reason, "Restore it from your backup");
    }
}
