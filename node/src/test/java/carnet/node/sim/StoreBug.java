package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that reads as it should and does something else with what is written. */
final class StoreBug extends ForwardingStore {
    private final KeyValueStore right;
    private final Writing writing;

    StoreBug(KeyValueStore right, Writing writing) {
        super(right);
        this.right = right;
        this.writing = writing;
    }

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
    public void write(Batch batch, Durability durability) {
        writing.write(right, batch, durability);
    }
}
