package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.storage.ChildJvm;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.RocksStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores blocks and chain rows is killed at random moments: what it acknowledged is there. */
class CrashTest {
    private static final int ROUNDS = 10;
    private static final int THREADS = 4;

    /** So that a round writes several segments and the kill also meets the start of a new one. */
    private static final SegmentLimits LIMITS = new SegmentLimits(3 << 20, 0, 100);

    @TempDir
    Path directory;

    @Test
    void everythingAcknowledgedIsThereAfterEachKill() throws Exception {
        Random random = new Random(20261121);
        List<Integer> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int first = round * 1_000_000;
            int least = 1 + random.nextInt(50);
            acknowledged.addAll(killAfter(least, first));
            assertAllThere(acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThan(100);
    }

    private List<Integer> killAfter(int acknowledgements, int first) throws IOException, InterruptedException {
        Process child = ChildJvm.start(Writer.class, directory.toString(), Integer.toString(first));
        List<Integer> numbers = new ArrayList<>();
        try (BufferedReader output = child.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith(".")) { // the last line may be cut
                    numbers.add(Integer.parseInt(line.substring(0, line.length() - 1)));
                }
                if (numbers.size() == acknowledgements) {
                    child.toHandle().destroyForcibly(); // leaves its output open, to be read to the end
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(acknowledgements);
        return numbers;
    }

    private void assertAllThere(List<Integer> numbers) {
        List<Cid> damaged = new ArrayList<>();
        try (RocksStore rows = RocksStore.open(directory.resolve("db"));
                SegmentStore store = SegmentStore.open(directory, rows, damaged::add, LIMITS)) {
            for (int number : numbers) {
                byte[] block = Writer.block(number);
                assertThat(store.get(Cid.ofRaw(block))).as("block " + number).isEqualTo(block);
                assertThat(rows.get(Column.HELD, Writer.key(number)))
                        .as("row " + number)
                        .isNotNull();
            }
            assertThat(store.scrub(Long.MAX_VALUE).damaged()).isZero();
        }
        assertThat(damaged).isEmpty();
    }

    /** Stores blocks by several threads; prints a block's number when the block and then a row for it are synced. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            int first = Integer.parseInt(arguments[1]);
            RocksStore rows = RocksStore.open(directory.resolve("db"));
            SegmentStore store = SegmentStore.open(directory, rows, cid -> {}, LIMITS);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int start = first + t;
                Thread thread = new Thread(() -> storeForEver(store, rows, start));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void storeForEver(SegmentStore store, RocksStore rows, int start) {
            for (int number = start; ; number += THREADS) {
                Blocks.put(store, block(number));
                store.sync();
                rows.write(new Batch().put(Column.HELD, key(number), new byte[] {1}), Durability.SYNCED);
                synchronized (Writer.class) {
                    System.out.println(number + ".");
                }
            }
        }

        static byte[] block(int number) {
            return Blocks.block(number, 1 + new Random(number).nextInt(60_000));
        }

        static byte[] key(int number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }
    }
}
