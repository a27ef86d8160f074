package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueSnapshot;
import carnet.storage.kv.KeyValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that passes every call on to another one; what extends it does otherwise with some. */
public abstract class ForwardingStore implements KeyValueStore {
    private final KeyValueStore next;

    /** Passes calls on to {@code next}. */
    protected ForwardingStore(KeyValueStore next) {
        this.next = next;
    }

    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return next.get(column, key);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return next.scan(column, fromInclusive, toExclusive, limit);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        next.write(batch, durability);
    }

    @Override
    public KeyValueSnapshot snapshot() {
        return next.snapshot();
    }

    @Override
    public void close() {
        next.close();
    }
}
