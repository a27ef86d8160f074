package carnet.storage.kv;

/**
 * Rows in columns that can be read and written. Batches take effect one after the other, and a reader sees a batch whole
 * or not at all. All methods may be called by several threads at once.
 *
 * <p>Every method throws {@link StoreException} when the disk does not do its part, and {@link IllegalStateException}
 * after {@link #close()}.
 */
public interface KeyValueStore extends KeyValueReader, AutoCloseable {
    /**
     * Makes all changes of a batch, or none. An empty batch with {@link Durability#SYNCED} makes all earlier batches
     * durable.
     *
     * @throws StoreFullException when the disk is full: nothing changed; the same batch may be written again later
     * @throws StoreFailedException when the disk failed: it is unknown what survives, so nothing that depends on the
     *     batch may leave the process, and the process must end
     */
    void write(Batch batch, Durability durability);

    /** Returns all rows as they are now, for a long reading beside writers. The caller closes it. */
    KeyValueSnapshot snapshot();

    /** Ends the use of the store and its snapshots and waits for calls in progress. Closing twice does nothing. */
    @Override
    void close();
}
