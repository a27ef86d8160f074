package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueSnapshot;
import carnet.storage.kv.KeyValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose writes are traced and seen. */
record WatchedStore(KeyValueStore store, Surroundings world, Machine machine) implements KeyValueStore {
    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return store.get(column, key);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return store.scan(column, fromInclusive, toExclusive, limit);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        for (Batch.Change change : batch) {
            String what = change instanceof Batch.Put ? "put " : "delete ";
            world.trace().add(machine.index(), what + change.column(), change.key(), () -> "");
            if (change instanceof Batch.Put put) {
                world.trace().add(machine.index(), "value", put.value(), () -> put.value().length + " bytes");
            }
        }
        world.watch().onCommit(machine, batch);
        store.write(batch, durability);
    }

    @Override
    public KeyValueSnapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public void close() {
        store.close();
    }
}
