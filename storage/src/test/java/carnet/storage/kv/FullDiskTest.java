package carnet.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.storage.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    private static final long DISK_BYTES = 24 << 20;
    private static final int VALUE_BYTES = 100_000;

    /** RocksDB looks for free space every five seconds. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @TempDir
    Path disk;

    @Test
    void aFullDiskStopsWritesOnlyAndSpaceBringsThemBack() throws Exception {
        assumeTrue(ChildJvm.canMountSmallDisk(disk), "this user may not mount a small disk");
        Process child = ChildJvm.startOnSmallDisk(disk, DISK_BYTES, Scenario.class, disk.toString());
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines())
                    .containsExactly(
                            "full: StoreFullException",
                            "all acknowledged rows read: true",
                            "still full: StoreFullException",
                            "writes work again: true",
                            "all rows after reopening: true");
            assertThat(child.waitFor()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Runs on the small disk: fills it, reads, frees space, writes, reopens. */
    public static final class Scenario {
        private final Path directory;
        private RocksStore store;
        private int acknowledged;

        private Scenario(Path disk) {
            directory = disk.resolve("db");
            store = RocksStore.open(directory);
        }

        public static void main(String[] arguments) throws IOException {
            Path disk = Path.of(arguments[0]);
            Path ballast = disk.resolve("ballast");
            try (OutputStream file = Files.newOutputStream(ballast)) {
                file.write(new byte[(int) DISK_BYTES / 2]);
            }
            new Scenario(disk).run(ballast);
        }

        private void run(Path ballast) throws IOException {
            System.out.println("full: " + writeUntilRefused());
            System.out.println("all acknowledged rows read: " + readsAll());
            System.out.println("still full: " + writeUntilRefused());
            Files.delete(ballast);
            Awaitility.await().atMost(RECOVERY).until(this::writeOne);
            System.out.println("writes work again: " + readsAll());
            store.close();
            store = RocksStore.open(directory);
            System.out.println("all rows after reopening: " + readsAll());
            store.close();
        }

        private String writeUntilRefused() {
            for (int i = 0; i < DISK_BYTES / VALUE_BYTES; i++) {
                try {
                    write();
                } catch (StoreException e) {
                    return e.getClass().getSimpleName();
                }
            }
            return "never";
        }

        private boolean writeOne() {
            try {
                write();
                return true;
            } catch (StoreFullException e) {
                return false;
            }
        }

        private void write() {
            store.write(new Batch().put(Column.BLOCKS, key(acknowledged), new byte[VALUE_BYTES]), Durability.SYNCED);
            acknowledged++;
        }

        private boolean readsAll() {
            for (int i = 0; i < acknowledged; i++) {
                byte[] value = store.get(Column.BLOCKS, key(i));
                if (value == null || value.length != VALUE_BYTES) {
                    return false;
                }
            }
            return acknowledged > 0;
        }

        private static byte[] key(int number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }
    }
}
