package carnet.crypto.vault;

import carnet.crypto.secret.SecretBytes;

/** What became of opening a {@link KeyFile}. */
public sealed interface KeyOpening {
    /** The file is open; the caller closes the seed after use. */
    record Opened(KeyKind kind, SecretBytes seed) implements KeyOpening {}

    /** The passphrase does not open the file; a file that was altered on purpose looks the same. */
    record WrongPassphrase() implements KeyOpening {}

    /**
     * The bytes are not an undamaged key file.
     *
     * @param reason what is wrong with "it", the file: one clause in plain English
     */
    record Corrupt(String reason) implements KeyOpening {}

    /** A newer program wrote the file, or its version byte was damaged. */
    record UnsupportedVersion(int version) implements KeyOpening {}
}
