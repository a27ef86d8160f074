package carnet.node.service;

import carnet.crypto.cid.Cid;
import carnet.node.sim.ForwardingContent;
import carnet.node.sim.ForwardingStore;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A disk that may be full, in front of stores in memory; it counts how often blocks are looked at. */
final class ChangeableDisk {
    final KeyValueStore rows;
    final ContentStore content;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean full;
    private volatile @Nullable Cid damaged;

    ChangeableDisk(KeyValueStore rows, ContentStore content) {
        this.rows = new Rows(rows);
        this.content = new Blocks(content);
    }

    /** From now on no row is written, or rows are written again. */
    void full(boolean isFull) {
        full = isFull;
    }

    /** This block is damaged, and the disk too full to note it; null for none. */
    void damaged(@Nullable Cid cid) {
        damaged = cid;
    }

    /** Returns how often a block was read or looked up. */
    int looks() {
        return looks.get();
    }

    private final class Rows extends ForwardingStore {
        Rows(KeyValueStore next) {
            super(next);
        }

        @Override
        public void write(Batch batch, Durability durability) {
            if (full) {
                throw new StoreFullException("the disk is full");
            }
            super.write(batch, durability);
        }
    }

    private final class Blocks extends ForwardingContent {
        Blocks(ContentStore next) {
            super(next);
        }

        @Override
        public boolean has(Cid cid) {
            looks.incrementAndGet();
            return super.has(cid);
        }

        @Override
        public int sizeOf(Cid cid) {
            looks.incrementAndGet();
            return super.sizeOf(cid);
        }

        @Override
        public byte @Nullable [] get(Cid cid) {
            looks.incrementAndGet();
            if (cid.equals(damaged)) {
                throw new StoreFullException("the disk is full");
            }
            return super.get(cid);
        }
    }
}
