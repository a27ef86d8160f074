package carnet.crypto.secfile;

import java.io.IOException;

/** A file is not what it was when its digest was taken, so encryption stopped before the changed bytes (RULES 23). */
public final class FileChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    FileChangedException() {
        super("The file changed while it was being encrypted. Nothing of the change was sent. Start again with the"
                + " file as it is now.");
    }
}
