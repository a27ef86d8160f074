package carnet.node.service;

import carnet.crypto.cid.Cid;
import carnet.node.sim.ForwardingContent;
import carnet.node.sim.ForwardingStore;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A disk that may be full, in front of stores in memory; it counts how often blocks are looked at. */
public final class ChangeableDisk {
    private final KeyValueStore rows;
    private final ContentStore content;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Full full = Full.FOR_NOTHING;
    private volatile @Nullable Cid damaged;

    /** What there is no room for. */
    public enum Full {
        /** There is room. */
        FOR_NOTHING,
        /** What waits in memory cannot be flushed. */
        FOR_FLUSHES_OF_ROWS,
        /** No row is written. */
        FOR_ROWS,
        /** No block is written. */
        FOR_BLOCKS
    }

    /** Puts the disk in front of these. */
    public ChangeableDisk(KeyValueStore rows, ContentStore content) {
        this.rows = new Rows(rows);
        this.content = new Blocks(content);
    }

    /** Returns the rows. */
    public KeyValueStore rows() {
        return rows;
    }

    /** Returns the blocks. */
    public ContentStore content() {
        return content;
    }

    /** From now on there is no room for this. */
    public void full(Full what) {
        full = what;
    }

    /** Returns how often there was no room for something. */
    public int refused() {
        return refused.get();
    }

    private void requireRoom(boolean takesNone) {
        if (takesNone) {
            refused.incrementAndGet();
            throw new StoreFullException("the disk is full");
        }
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
            boolean flushed = durability == Durability.SYNCED;
            requireRoom(full == Full.FOR_ROWS || (full == Full.FOR_FLUSHES_OF_ROWS && flushed));
            super.write(batch, durability);
        }
    }

    private final class Blocks extends ForwardingContent {
        Blocks(ContentStore next) {
            super(next);
        }

        @Override
        public PutOutcome put(Cid cid, byte[] bytes) {
            requireRoom(full == Full.FOR_BLOCKS);
            return super.put(cid, bytes);
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
            requireRoom(cid.equals(damaged));
            return super.get(cid);
        }
    }
}
