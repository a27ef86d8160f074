package carnet.storage.kv;

/** The disk did not do its part. The subclass says what the caller is to do; the message says it to people. */
public abstract sealed class StoreException extends RuntimeException
        permits StoreCorruptException, StoreFailedException, StoreFormatException, StoreFullException {
    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
