package carnet.cli.terminal;

import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.KeyFile;
import java.io.Console;
import java.io.IOException;
import java.util.Arrays;

/** Asks a person for a passphrase, or takes it from a stream. */
public final class Passphrases {
    /** Fewest bytes of a new passphrase: shorter ones fall to a single machine in hours. */
    public static final int MIN_NEW_BYTES = 8;

    private Passphrases() {}

    /** Asks on the terminal without echo; a new passphrase is asked twice. */
    public static SecretBytes ask(Terminal terminal, String prompt, boolean isNew) throws Failure {
        Console console = terminal.interactive() ? System.console() : null;
        if (console == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "a passphrase is needed and there is no terminal to ask for it",
                    "Use --passphrase-file FILE (mode 0600) or --passphrase-stdin");
        }
        char[] typed = console.readPassword("%s: ", prompt);
        if (typed == null || typed.length == 0) {
            throw new Failure(ExitCode.USAGE, "no passphrase was typed", "Run the command again");
        }
        if (isNew) {
            char[] again = console.readPassword("Once more: ");
            if (again == null || !Arrays.equals(typed, again)) {
                throw new Failure(ExitCode.USAGE, "the two passphrases differ", "Run the command again");
            }
            Arrays.fill(again, '\0');
        }
        SecretBytes secret = SecretBytes.ofCharacters(typed);
        Arrays.fill(typed, '\0');
        return secret;
    }

    /** Takes the first line of standard input. */
    public static SecretBytes ofStandardInput(Terminal terminal) throws IOException, Failure {
        byte[] line = new byte[KeyFile.MAX_PASSPHRASE_BYTES + 2];
        int length = 0;
        int next = terminal.in().read();
        while (next >= 0 && next != '\n' && length < line.length) {
            line[length++] = (byte) next;
            next = terminal.in().read();
        }
        return ofLine(Arrays.copyOf(line, length), "standard input");
    }

    /** Takes the first line of a file's bytes. */
    public static SecretBytes ofLine(byte[] bytes, String where) throws Failure {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        if (end == 0 || end > KeyFile.MAX_PASSPHRASE_BYTES) {
            throw new Failure(
                    ExitCode.USAGE,
                    "the first line of " + where + " is "
                            + (end == 0 ? "empty" : "longer than " + KeyFile.MAX_PASSPHRASE_BYTES + " bytes"),
                    "Put the passphrase there");
        }
        SecretBytes secret = SecretBytes.copyOf(bytes, 0, end);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }
}
