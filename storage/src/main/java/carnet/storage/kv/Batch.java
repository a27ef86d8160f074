package carnet.storage.kv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * An ordered list of changes that become visible, and survive, together or not at all. Of several changes to one key the
 * last one counts. Arrays are not copied: nobody may change them afterwards. Not safe for use by several threads.
 */
public final class Batch implements Iterable<Batch.Change> {
    /** Most changes in one batch: a full block touches some ten thousand rows; this bounds what a commit allocates. */
    public static final int MAX_CHANGES = 200_000;

    /** Most key and value bytes in one batch: a few full blocks; RocksDB keeps a batch whole in memory and in its log. */
    public static final int MAX_BYTES = 32 << 20;

    /** Longest key, in bytes: keys are hashes, heights and ledger keys. */
    public static final int MAX_KEY_BYTES = 1024;

    private final List<Change> changes = new ArrayList<>();
    private int sizeBytes;

    /** One change of one row. */
    public sealed interface Change permits Put, Delete {
        /** Returns the column. */
        Column column();

        /** Returns the key: 1 to {@link #MAX_KEY_BYTES} bytes. */
        byte[] key();
    }

    /** Sets a row. */
    public record Put(Column column, byte[] key, byte[] value) implements Change {}

    /** Removes a row if it is there. */
    public record Delete(Column column, byte[] key) implements Change {}

    /**
     * Adds a change that sets a row.
     *
     * @throws IllegalArgumentException for an empty or overlong key
     * @throws IllegalStateException when the batch is full
     */
    public Batch put(Column column, byte[] key, byte[] value) {
        add(new Put(column, key, value), value.length);
        return this;
    }

    /**
     * Adds a change that removes a row; removing what is not there is no error.
     *
     * @throws IllegalArgumentException for an empty or overlong key
     * @throws IllegalStateException when the batch is full
     */
    public Batch delete(Column column, byte[] key) {
        add(new Delete(column, key), 0);
        return this;
    }

    /** Returns whether there is nothing to change. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Returns the number of changes. */
    public int size() {
        return changes.size();
    }

    /** Returns the sum of all key and value lengths. */
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public Iterator<Change> iterator() {
        return Collections.unmodifiableList(changes).iterator();
    }

    private void add(Change change, int valueBytes) {
        int keyBytes = change.key().length;
        if (keyBytes == 0 || keyBytes > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_KEY_BYTES + " bytes, not " + keyBytes);
        }
        if (changes.size() == MAX_CHANGES || (long) sizeBytes + keyBytes + valueBytes > MAX_BYTES) {
            throw new IllegalStateException(
                    "a batch holds at most " + MAX_CHANGES + " changes and " + MAX_BYTES + " bytes");
        }
        changes.add(change);
        sizeBytes += keyBytes + valueBytes;
    }
}
