package carnet.storage.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** Reads its store with options that name the moment. The store frees it, when no call is in progress. */
final class RocksSnapshot implements KeyValueSnapshot {
    private final RocksStore store;
    private final Snapshot snapshot;
    private final ReadOptions options;

    RocksSnapshot(RocksStore store, Snapshot snapshot, ReadOptions base) {
        this.store = store;
        this.snapshot = snapshot;
        this.options = new ReadOptions(base).setSnapshot(snapshot);
    }

    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return store.get(column, key, options);
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return store.scan(column, fromInclusive, toExclusive, limit, options);
    }

    @Override
    public void close() {
        store.release(this);
    }

    void release(RocksDB database) {
        options.close();
        database.releaseSnapshot(snapshot);
    }
}
