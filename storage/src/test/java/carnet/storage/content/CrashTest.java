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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
        Map<Integer, Character> lastWords = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(60), round * 1_000_000, lastWords);
            assertAsAcknowledged(lastWords);
        }
        assertThat(lastWords.values()).contains(Writer.STORED, Writer.REMOVED);
    }

    /** Keeps what the child last said of each block. */
    private void killAfter(int lines, int first, Map<Integer, Character> lastWords)
            throws IOException, InterruptedException {
        Process child = ChildJvm.start(Writer.class, directory.toString(), Integer.toString(first));
        int read = 0;
        try (BufferedReader output = child.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith(".")) { // the last line may be cut
                    lastWords.put(Integer.parseInt(line.substring(1, line.length() - 1)), line.charAt(0));
                }
                if (++read == lines) {
                    child.toHandle().destroyForcibly(); // leaves its output open, to be read to the end
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(read).isGreaterThanOrEqualTo(lines);
    }

    private void assertAsAcknowledged(Map<Integer, Character> lastWords) {
        List<Cid> damaged = new ArrayList<>();
        try (RocksStore rows = RocksStore.open(directory.resolve("db"));
                SegmentStore store = SegmentStore.open(directory, rows, damaged::add, LIMITS)) {
            lastWords.forEach((number, word) -> {
                byte[] block = Writer.block(number);
                byte[] held = store.get(Cid.ofRaw(block));
                if (word == Writer.STORED) {
                    assertThat(held).as("block " + number).isEqualTo(block);
                } else if (word == Writer.REMOVED) {
                    assertThat(held).as("removed block " + number).isNull();
                }
                assertThat(rows.get(Column.HELD, Writer.key(number)))
                        .as("row " + number)
                        .isNotNull();
            });
        }
        // a kill between overwriting a block and dropping its row looks like damage of a block nobody wants
        damaged.removeIf(cid -> isBeingRemoved(cid, lastWords));
        assertThat(damaged).isEmpty();
    }

    private static boolean isBeingRemoved(Cid cid, Map<Integer, Character> lastWords) {
        return lastWords.entrySet().stream()
                .anyMatch(word -> word.getValue() == Writer.REMOVING
                        && Cid.ofRaw(Writer.block(word.getKey())).equals(cid));
    }

    /** Stores blocks by several threads, removes most of them again, and says what is durable. */
    public static final class Writer {
        static final char STORED = '+';
        static final char REMOVING = '?';
        static final char REMOVED = '-';

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
                Cid cid = Blocks.put(store, block(number));
                store.sync();
                rows.write(new Batch().put(Column.HELD, key(number), new byte[] {1}), Durability.SYNCED);
                say(STORED, number);
                if (number % 3 != 0) {
                    say(REMOVING, number);
                    store.remove(cid);
                    store.sync();
                    say(REMOVED, number);
                    store.reclaim();
                }
            }
        }

        private static synchronized void say(char word, int number) {
            System.out.println("" + word + number + ".");
        }

        static byte[] block(int number) {
            return Blocks.block(number, 1 + new Random(number).nextInt(60_000));
        }

        static byte[] key(int number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }
    }
}
