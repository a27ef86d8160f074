package carnet.storage.kv;

/** What is on the disk is not what was written. The data must be set aside and fetched again from peers. */
public final class StoreCorruptException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Tells what is damaged. */
    public StoreCorruptException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Tells what is damaged. */
    public StoreCorruptException(String message) {
        super(message);
    }
}
