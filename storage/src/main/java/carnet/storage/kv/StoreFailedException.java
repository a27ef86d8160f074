package carnet.storage.kv;

/** Writing or syncing failed, so nobody knows what is durable. Nothing may be acknowledged; the process must end. */
public final class StoreFailedException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Tells what failed. */
    public StoreFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Tells what failed. */
    public StoreFailedException(String message) {
        super(message);
    }
}
