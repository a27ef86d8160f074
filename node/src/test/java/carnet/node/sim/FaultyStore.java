package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueSnapshot;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store on a disk that may be full, in a machine whose power may fail. */
record FaultyStore(KeyValueStore disk, Mishaps mishaps) implements KeyValueStore {
    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return disk.get(column, key);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return disk.scan(column, fromInclusive, toExclusive, limit);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        mishaps.pass(KillPoint.BEFORE_COMMIT);
        if (mishaps.refusesWrite()) {
            throw new StoreFullException("no space left on the simulated disk");
        }
        disk.write(batch, durability);
        mishaps.pass(KillPoint.AFTER_COMMIT);
    }

    @Override
    public KeyValueSnapshot snapshot() {
        return disk.snapshot();
    }

    @Override
    public void close() {
        disk.close();
    }
}
