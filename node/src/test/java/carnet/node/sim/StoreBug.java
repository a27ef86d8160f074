package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueSnapshot;
import carnet.storage.kv.KeyValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that reads as it should and does something else with what is written. */
record StoreBug(KeyValueStore right, Writing writing) implements KeyValueStore {
    /** What is done with a batch. */
    interface Writing {
        void write(KeyValueStore right, Batch batch, Durability durability);
    }

    /** Which change is made instead of another; null for none. */
    interface Changing {
        Batch.@Nullable Change change(Batch.Change right);
    }

    /** Never waits for the disk. */
    static Writing neverSyncs() {
        return (right, batch, durability) -> right.write(batch, Durability.BUFFERED);
    }

    /** Waits for the disk only before the next batch: messages leave before what they tell of is durable. */
    static Writing syncsOneBatchLate() {
        return (right, batch, durability) -> {
            right.write(new Batch(), Durability.SYNCED);
            right.write(batch, Durability.BUFFERED);
        };
    }

    /** Writes other changes than it was given. */
    static Writing changes(Changing changing) {
        return (right, batch, durability) -> {
            Batch changed = new Batch();
            for (Batch.Change change : batch) {
                Batch.Change made = changing.change(change);
                if (made instanceof Batch.Put put) {
                    changed.put(put.column(), put.key(), put.value());
                } else if (made != null) {
                    changed.delete(made.column(), made.key());
                }
            }
            right.write(changed, durability);
        };
    }

    /** Loses what is put into a column. */
    static Writing losesPuts(Column column) {
        return changes(change -> change instanceof Batch.Put && change.column() == column ? null : change);
    }

    /** Keeps what is deleted from a column. */
    static Writing losesDeletes(Column column) {
        return changes(change -> change instanceof Batch.Delete && change.column() == column ? null : change);
    }

    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return right.get(column, key);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return right.scan(column, fromInclusive, toExclusive, limit);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        writing.write(right, batch, durability);
    }

    @Override
    public KeyValueSnapshot snapshot() {
        return right.snapshot();
    }

    @Override
    public void close() {
        right.close();
    }
}
