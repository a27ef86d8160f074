package carnet.storage.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The store in sorted maps, with the crash behaviour of the real one: {@link #crash(int)} takes back the batches that
 * were only buffered, last ones first. It lives on after a crash, as the disk does.
 */
public final class MemoryStore implements KeyValueStore {
    private final Map<Column, NavigableMap<byte[], byte[]>> columns = new EnumMap<>(Column.class);

    /** For each buffered batch since the last synced one: the changes that take it back, in the order to make them. */
    private final List<List<Batch.Change>> unsynced = new ArrayList<>();

    private boolean closed;

    /** Creates an empty store. */
    public MemoryStore() {
        for (Column column : Column.values()) {
            columns.put(column, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    @Override
    public synchronized byte @Nullable [] get(Column column, byte[] key) {
        requireOpen();
        byte[] value = rows(column).get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public synchronized List<Entry> scan(
            Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        requireOpen();
        ScanLimits.require(limit);
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> row :
                rows(column).tailMap(fromInclusive, true).entrySet()) {
            if (entries.size() == limit
                    || (toExclusive != null && Arrays.compareUnsigned(row.getKey(), toExclusive) >= 0)) {
                break;
            }
            entries.add(new Entry(row.getKey().clone(), row.getValue().clone()));
        }
        return List.copyOf(entries);
    }

    @Override
    public synchronized void write(Batch batch, Durability durability) {
        requireOpen();
        List<Batch.Change> inverse = new ArrayList<>();
        for (Batch.Change change : batch) {
            byte[] before = rows(change.column()).get(change.key());
            byte[] key = change.key().clone();
            inverse.add(
                    before == null
                            ? new Batch.Delete(change.column(), key)
                            : new Batch.Put(change.column(), key, before));
            make(change);
        }
        if (durability == Durability.SYNCED) {
            unsynced.clear();
        } else if (!inverse.isEmpty()) {
            unsynced.add(inverse);
        }
    }

    @Override
    public synchronized KeyValueSnapshot snapshot() {
        requireOpen();
        MemoryStore copy = new MemoryStore();
        columns.forEach((column, rows) -> copy.rows(column).putAll(rows));
        return new MemorySnapshot(copy);
    }

    /** Arrays within a store never change, so a copy shares them. */
    private final class MemorySnapshot implements KeyValueSnapshot {
        private final MemoryStore copy;

        MemorySnapshot(MemoryStore copy) {
            this.copy = copy;
        }

        @Override
        public byte @Nullable [] get(Column column, byte[] key) {
            requireStoreOpen();
            return copy.get(column, key);
        }

        @Override
        public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
            requireStoreOpen();
            return copy.scan(column, fromInclusive, toExclusive, limit);
        }

        @Override
        public void close() {
            copy.close();
        }

        private void requireStoreOpen() {
            synchronized (MemoryStore.this) {
                requireOpen();
            }
        }
    }

    /** Returns how many batches a crash could take back. */
    public synchronized int unsyncedBatches() {
        return unsynced.size();
    }

    /** Takes back every batch after the last synced one, as a power cut at the worst moment does, and reopens. */
    public synchronized void crash() {
        crash(0);
    }

    /**
     * Takes back all but the first {@code keptBatches} of the batches after the last synced one, and reopens. What is
     * kept is on the disk.
     */
    public synchronized void crash(int keptBatches) {
        if (keptBatches < 0 || keptBatches > unsynced.size()) {
            throw new IllegalArgumentException("there are " + unsynced.size() + " unsynced batches");
        }
        for (int i = unsynced.size() - 1; i >= keptBatches; i--) {
            List<Batch.Change> inverse = unsynced.get(i);
            for (int j = inverse.size() - 1; j >= 0; j--) {
                make(inverse.get(j));
            }
        }
        unsynced.clear();
        closed = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void make(Batch.Change change) {
        if (change instanceof Batch.Put put) {
            rows(put.column()).put(put.key().clone(), put.value().clone());
        } else {
            rows(change.column()).remove(change.key());
        }
    }

    private NavigableMap<byte[], byte[]> rows(Column column) {
        NavigableMap<byte[], byte[]> rows = columns.get(column);
        if (rows == null) {
            throw new IllegalStateException("every column has its map");
        }
        return rows;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
