package carnet.crypto.secfile;

import java.io.IOException;

/** A SecFile cannot be read on. What was returned before is authentic, but is not the whole file. */
public final class SecFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The bytes end after a whole chunk that is not the last. */
        TRUNCATED("The encrypted file ends too early. Fetch it again."),
        /** Bytes follow the last chunk. */
        TRAILING_DATA("Bytes follow the end of the encrypted file. Fetch it again."),
        /** A chunk was not made with this key, or was altered, moved or cut. */
        NOT_AUTHENTIC(
                "The encrypted file does not match its key: it was altered or cut, or belongs to another record."),
        /** The last chunk of a file that is not empty has no bytes. */
        EMPTY_LAST_CHUNK("The encrypted file ends with an empty piece, which no program may write. Fetch it again.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    SecFileException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    /** Returns what is wrong. */
    public Reason reason() {
        return reason;
    }
}
