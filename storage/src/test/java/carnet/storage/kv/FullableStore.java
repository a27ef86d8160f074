package carnet.storage.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in memory whose disk may be full. */
public final class FullableStore implements KeyValueStore {
    private final MemoryStore rows = new MemoryStore();
    private boolean full;

    /** From now on the disk takes no write, or takes them again. */
    public void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return rows.get(column, key);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return rows.scan(column, fromInclusive, toExclusive, limit);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        if (full) {
            throw new StoreFullException("the disk is full");
        }
        rows.write(batch, durability);
    }

    @Override
    public KeyValueSnapshot snapshot() {
        return rows.snapshot();
    }

    @Override
    public void close() {
        rows.close();
    }
}
