package carnet.crypto.secfile;

/** The bytes are not an age v1 header; the message is one clause in plain English. */
final class MalformedHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHeaderException(String reason) {
        super(reason);
    }
}
