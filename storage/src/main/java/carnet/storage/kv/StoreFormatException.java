package carnet.storage.kv;

/** The data was written by a newer version of the program, which this one cannot read. Nothing was changed. */
public final class StoreFormatException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Tells which version is needed. */
    public StoreFormatException(String message) {
        super(message);
    }
}
