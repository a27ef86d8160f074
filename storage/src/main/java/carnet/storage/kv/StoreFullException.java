package carnet.storage.kv;

/** The disk is full. Reading goes on; writing works again once there is space. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Tells which disk is full. */
    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Tells which disk is full. */
    public StoreFullException(String message) {
        super(message);
    }
}
