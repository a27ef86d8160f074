package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.crypto.cid.Cid;
import carnet.storage.ChildJvm;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import carnet.storage.kv.RocksStore;
import carnet.storage.kv.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real disks that are full or refuse to write, met by a process of its own. */
class BrokenDiskTest {
    private static final int BLOCK_BYTES = 100_000;
    private static final int DISK_BYTES = 8 << 20;
    private static final int RESERVE_BYTES = 1 << 20;
    private static final int FILE_BYTES = 2 << 20;

    /** RocksDB unpacks its library into a file of 17 MB. */
    private static final int LARGER_FILE_BYTES = 20 << 20;

    @TempDir
    Path directory;

    @Test
    void aFullDiskStopsPutsOnlyLeavesAReserveAndSpaceBringsThemBack() throws Exception {
        assumeTrue(ChildJvm.canMountSmallDisk(directory), "this user may not mount a small disk");
        assertPrints(
                ChildJvm.startOnSmallDisk(directory, DISK_BYTES, FullDisk.class, directory.toString()),
                "put: StoreFullException",
                "reserve is left: true",
                "all blocks read: true",
                "put without reserve: StoreFullException",
                "all blocks read: true",
                "put after freeing: STORED",
                "all blocks after reopening: true");
    }

    @Test
    void aFailedWriteOfABlockEndsAllWrites() throws Exception {
        assertPrints(
                ChildJvm.startWithSmallFiles(FILE_BYTES, FailingSegment.class, directory.toString()),
                "put: StoreFailedException",
                "put again: StoreFailedException",
                "sync: StoreFailedException",
                "all blocks read: true");
    }

    @Test
    void aFailedWriteOfABatchEndsAllWrites() throws Exception {
        assertPrints(
                ChildJvm.startWithSmallFiles(LARGER_FILE_BYTES, FailingRows.class, directory.toString()),
                "small write: ok",
                "large write: StoreFailedException",
                "small write: StoreFailedException",
                "all rows read: true");
    }

    private static void assertPrints(Process child, String... lines) throws Exception {
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()).containsExactly(lines);
            assertThat(child.waitFor()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Puts until refused. */
    private static final class Filling {
        final List<Cid> held = new ArrayList<>();
        SegmentStore store;

        Filling(SegmentStore store) {
            this.store = store;
        }

        String putUntilRefused() {
            for (int i = 0; i < 2 * DISK_BYTES / BLOCK_BYTES; i++) {
                String outcome = put();
                if (!outcome.equals("STORED")) {
                    return outcome;
                }
            }
            return "never";
        }

        String put() {
            byte[] block = Blocks.block(held.size(), BLOCK_BYTES);
            try {
                PutOutcome outcome = store.put(Cid.ofRaw(block), block);
                held.add(Cid.ofRaw(block));
                return outcome.toString();
            } catch (StoreException e) {
                return e.getClass().getSimpleName();
            }
        }

        String sync() {
            try {
                store.sync();
                return "ok";
            } catch (StoreException e) {
                return e.getClass().getSimpleName();
            }
        }

        boolean readsAll() {
            return !held.isEmpty() && held.stream().allMatch(cid -> store.get(cid) != null);
        }
    }

    public static final class FullDisk {
        private FullDisk() {}

        public static void main(String[] arguments) throws IOException {
            Path disk = Path.of(arguments[0]);
            Path ballast = disk.resolve("ballast");
            try (OutputStream file = Files.newOutputStream(ballast)) {
                file.write(new byte[DISK_BYTES / 4]);
            }
            MemoryStore rows = new MemoryStore();
            SegmentLimits withReserve = new SegmentLimits(3 << 20, RESERVE_BYTES, 10);
            SegmentLimits withoutReserve = new SegmentLimits(3 << 20, 0, 10);
            Filling filling = new Filling(SegmentStore.open(disk, rows, cid -> {}, withReserve));
            System.out.println("put: " + filling.putUntilRefused());
            System.out.println("reserve is left: "
                    + (Files.getFileStore(disk).getUsableSpace() > RESERVE_BYTES - 2 * BLOCK_BYTES));
            System.out.println("all blocks read: " + filling.readsAll());
            filling.store.close();
            filling.store = SegmentStore.open(disk, rows, cid -> {}, withoutReserve);
            System.out.println("put without reserve: " + filling.putUntilRefused());
            System.out.println("all blocks read: " + filling.readsAll());
            Files.delete(ballast);
            System.out.println("put after freeing: " + filling.put());
            filling.store.close();
            filling.store = SegmentStore.open(disk, new MemoryStore(), cid -> {}, withoutReserve);
            System.out.println("all blocks after reopening: " + filling.readsAll());
        }
    }

    public static final class FailingSegment {
        private FailingSegment() {}

        public static void main(String[] arguments) {
            Filling filling = new Filling(SegmentStore.open(Path.of(arguments[0]), new MemoryStore(), cid -> {}));
            System.out.println("put: " + filling.putUntilRefused());
            System.out.println("put again: " + filling.put());
            System.out.println("sync: " + filling.sync());
            System.out.println("all blocks read: " + filling.readsAll());
        }
    }

    public static final class FailingRows {
        private final RocksStore store;
        private int held;

        private FailingRows(RocksStore store) {
            this.store = store;
        }

        public static void main(String[] arguments) {
            FailingRows rows = new FailingRows(RocksStore.open(Path.of(arguments[0])));
            System.out.println("small write: " + rows.write(BLOCK_BYTES));
            System.out.println("large write: " + rows.write(LARGER_FILE_BYTES + 1));
            System.out.println("small write: " + rows.write(1));
            System.out.println("all rows read: " + rows.readsAll());
        }

        private String write(int length) {
            try {
                store.write(new Batch().put(Column.STATE, key(held), new byte[length]), Durability.SYNCED);
                held++;
                return "ok";
            } catch (StoreException e) {
                return e.getClass().getSimpleName();
            }
        }

        private boolean readsAll() {
            for (int i = 0; i < held; i++) {
                if (store.get(Column.STATE, key(i)) == null) {
                    return false;
                }
            }
            return held > 0;
        }

        private static byte[] key(int number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }
    }
}
