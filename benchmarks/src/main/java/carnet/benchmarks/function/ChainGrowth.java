package carnet.benchmarks.function;

import carnet.consensus.block.Block;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.node.sim.ForwardingStore;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.SegmentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.RocksStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a node remembers of its chain in memory: its core, its rows in RocksDB and its segments take block after block, each
 * of one record whose content is here, as they come from a peer. Memory is compared between two lengths, at the first of
 * which all that is bounded is full.
 */
public final class ChainGrowth {
    private static final int BLOCKS_PER_FLUSH = 500;

    /** Collections of garbage after which what is left counts, however much the last one still freed. */
    private static final int MOST_COLLECTIONS = 10;

    private static final int STABLE_BYTES = 4 << 10;

    private ChainGrowth() {}

    /**
     * Memory in use.
     *
     * @param heapBytes objects that are alive
     * @param rowsBytes what RocksDB has outside of the heap, its cache counted as full
     */
    public record Memory(long heapBytes, long rowsBytes) {}

    /**
     * Both lengths.
     *
     * @param blocks by how many the second chain is longer
     */
    public record Growth(int blocks, Memory before, Memory after) {
        /** Returns bytes of heap for each block between. */
        public double heapBytesPerBlock() {
            return (after.heapBytes - before.heapBytes) / (double) blocks;
        }

        /** Returns bytes of RocksDB's memory for each block between. */
        public double rowsBytesPerBlock() {
            return (after.rowsBytes - before.rowsBytes) / (double) blocks;
        }

        /** Returns bytes of both; what one of them gave back makes no room for the other. */
        public double bytesPerBlock() {
            return Math.max(0, heapBytesPerBlock()) + Math.max(0, rowsBytesPerBlock());
        }
    }

    /** Measures below an empty directory. */
    public static Growth measure(Path directory, int shorter, int longer) throws IOException {
        try (RocksStore rows = RocksStore.open(directory.resolve("rows"));
                SegmentStore content = SegmentStore.open(directory, rows, damaged -> {})) {
            Observer node = new Observer(new Unflushed(rows), content, signature -> true);
            extend(node, content, 0, shorter);
            Memory before = memory(rows);
            extend(node, content, shorter, longer);
            Memory after = memory(rows);
            if (node.height() != longer
                    || !new ChainReader(rows).wantedAfter(null, 1).isEmpty()) {
                throw new IllegalStateException("not all blocks and records are here");
            }
            return new Growth(longer - shorter, before, after);
        }
    }

    private static void extend(Observer node, SegmentStore content, int from, int to) {
        long spacingMillis = Fixture.genesis().policy().parameters().spacingMillis();
        for (int number = from; number < to; number++) {
            long atMillis = Fixture.NOW_MILLIS + number * spacingMillis;
            PutRecord put = Fixture.put(number);
            content.put(put.payloadCid(), put.hashId().bytes());
            content.put(
                    put.keyBoxCid(),
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            if (number % BLOCKS_PER_FLUSH == 0) {
                content.sync();
            }
            node.setClock(atMillis);
            Transaction transaction = Fixture.transaction(number, atMillis);
            node.submit(List.of(transaction));
            Block block = Fixture.block(node.head(), atMillis, List.of(transaction));
            node.adopt(block);
        }
        content.sync();
    }

    private static Memory memory(RocksStore rows) {
        long used = collected();
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            long again = collected();
            if (Math.abs(again - used) < STABLE_BYTES) {
                return new Memory(again, rows.memoryBytes());
            }
            used = again;
        }
        return new Memory(used, rows.memoryBytes());
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Rows whose batches wait for no disk: that takes most of the time of a long chain and none of the memory. */
    private static final class Unflushed extends ForwardingStore {
        Unflushed(KeyValueStore rows) {
            super(rows);
        }

        @Override
        public void write(Batch batch, Durability durability) {
            super.write(batch, Durability.BUFFERED);
        }
    }
}
