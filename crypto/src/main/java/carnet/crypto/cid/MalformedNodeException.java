package carnet.crypto.cid;

import java.io.Serial;

/** Bytes are not the canonical dag-pb encoding of a UnixFS file node. The message says what is wrong with them. */
public final class MalformedNodeException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose {@code message} completes "the node is refused: ...". */
    public MalformedNodeException(String message) {
        super(message);
    }
}
