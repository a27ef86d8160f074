package carnet.crypto.record;

/** The bytes are not a key box; the message says why in one clause of plain English. */
public final class MalformedKeyBoxException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedKeyBoxException(String reason) {
        super(reason);
    }
}
