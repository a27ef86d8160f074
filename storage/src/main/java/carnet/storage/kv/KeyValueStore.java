package carnet.storage.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns, keys in unsigned lexicographic order. All methods may be called by several threads at once; batches
 * take effect one after the other, and a reader sees a batch whole or not at all.
 *
 * <p>Every method throws {@link StoreException} when the disk does not do its part, and {@link IllegalStateException}
 * after {@link #close()}.
 */
public interface KeyValueStore extends AutoCloseable {
    /** Most rows that one scan returns: longer ranges are read page by page. */
    int MAX_SCAN_ROWS = 10_000;

    /** Returns the value of a row, or null when there is none. The caller owns the array. */
    byte @Nullable [] get(Column column, byte[] key);

    /**
     * Returns the first {@code limit} rows of a range, in order of their keys. To go on, scan again from the last key
     * followed by a zero byte.
     *
     * @param toExclusive where to stop, or null for the end of the column
     * @throws IllegalArgumentException unless {@code limit} is in 1..{@link #MAX_SCAN_ROWS}
     */
    List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit);

    /**
     * Makes all changes of a batch, or none. An empty batch with {@link Durability#SYNCED} makes all earlier batches
     * durable.
     *
     * @throws StoreFullException when the disk is full: nothing changed; the same batch may be written again later
     * @throws StoreFailedException when the disk failed: it is unknown what survives, so nothing that depends on the
     *     batch may leave the process, and the process must end
     */
    void write(Batch batch, Durability durability);

    /** Ends the use of the store and waits for calls in progress. Closing twice does nothing. */
    @Override
    void close();
}
