package carnet.consensus.codec;

/** Bytes that are not the one encoding of a value. The message names the field and what is wrong with it. */
public final class DecodeException extends Exception {
    /** Makes an exception that names the field and the fault. */
    public DecodeException(String message) {
        super(message, null, false, false);
    }
}
