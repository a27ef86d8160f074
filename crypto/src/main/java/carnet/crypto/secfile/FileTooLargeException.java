package carnet.crypto.secfile;

import java.io.IOException;

/** The file is larger than one SecFile may be. */
public final class FileTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    FileTooLargeException() {
        super("The file is larger than 64 GiB, the most that one record holds. Split it into several files.");
    }
}
