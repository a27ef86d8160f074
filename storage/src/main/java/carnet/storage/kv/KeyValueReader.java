package carnet.storage.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns, keys in unsigned lexicographic order, to be read: a {@link KeyValueStore} as it is now, or a {@link
 * KeyValueSnapshot} as it was. May be called by several threads at once.
 *
 * <p>Every method throws {@link StoreException} when the disk does not do its part, and {@link IllegalStateException}
 * after the store or the snapshot was closed.
 */
public interface KeyValueReader {
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
}
