package carnet.benchmarks.storage;

import carnet.crypto.cid.Cid;
import carnet.storage.content.SegmentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.RocksStore;
import java.nio.file.Path;

/** The product's own store: segments with an index in RocksDB. */
final class SegmentLayout implements Layout {
    private final RocksStore rows;
    private final SegmentStore store;

    SegmentLayout(Path directory) {
        rows = RocksStore.open(directory.resolve("db"));
        store = SegmentStore.open(directory, rows, cid -> {});
    }

    @Override
    public void keep(Cid[] cids, byte[][] blocks) {
        for (int i = 0; i < cids.length; i++) {
            store.put(cids[i], blocks[i]);
        }
        store.sync();
    }

    @Override
    public void settle() {
        rows.write(new Batch(), Durability.SYNCED);
    }

    @Override
    public long flushes() {
        return store.flushes();
    }

    @Override
    public void close() {
        store.close();
        rows.close();
    }
}
