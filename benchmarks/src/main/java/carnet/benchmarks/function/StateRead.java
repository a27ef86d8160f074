package carnet.benchmarks.function;

import carnet.benchmarks.network.RunDirectory;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.ledger.RecordEntry;
import carnet.consensus.tx.PutRecord;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.RocksStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record of the ledger's state by its key, in microseconds, keys at random. The store was closed and opened
 * again, so rows come from its files, which are in the system's cache: what grows with the state is what RocksDB does, not
 * what the disk adds. Keys are made before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateRead {
    private static final int ROWS_PER_BATCH = 10_000;

    /** Keys that are looked up in turn: more than the JVM, or a filter, could learn. */
    private static final int KEYS = 1 << 16;

    /** How many records there are. */
    @Param({"10000", "100000", "1000000"})
    public int entries;

    private final List<PublicKey> senders = new ArrayList<>();
    private final List<PublicKey> others = new ArrayList<>();
    private final List<Hash> hashIds = new ArrayList<>();
    private int turn;
    private @Nullable Path directory;
    private @Nullable RocksStore store;
    private @Nullable LedgerReader reader;

    /** Writes the records. */
    @Setup
    public void write() throws IOException {
        Path made = Files.createTempDirectory("carnet-state-");
        RocksStore opened = RocksStore.open(made);
        for (int from = 0; from < entries; from += ROWS_PER_BATCH) {
            Batch batch = new Batch();
            for (int number = from; number < Math.min(entries, from + ROWS_PER_BATCH); number++) {
                PutRecord put = Fixture.put(number);
                LedgerKey key = LedgerKey.record(Fixture.sender(number), put.hashId());
                RecordEntry entry = new RecordEntry(put, put.hashId(), Fixture.NOW_MILLIS, 1, Fixture.NOW_MILLIS);
                batch.put(Column.STATE, key.bytes(), entry.bytes());
            }
            opened.write(batch, Durability.BUFFERED);
        }
        opened.close();
        RocksStore again = RocksStore.open(made);
        directory = made;
        store = again;
        reader = new LedgerReader(new ChainReader(again).state());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < KEYS; i++) {
            int number = random.nextInt(entries);
            senders.add(Fixture.sender(number));
            others.add(Fixture.sender(number + 1));
            hashIds.add(Fixture.hashId(number));
        }
    }

    /** Reads one record that is there. */
    @Benchmark
    public RecordEntry record() {
        int next = turn++ & (KEYS - 1);
        return Objects.requireNonNull(reader().record(senders.get(next), hashIds.get(next)));
    }

    /** Looks for one that is not there, as every new record makes a node do. */
    @Benchmark
    public boolean missing() {
        int next = turn++ & (KEYS - 1);
        return reader().record(others.get(next), hashIds.get(next)) == null;
    }

    /** Deletes the store. */
    @TearDown
    public void delete() throws IOException {
        if (store != null && directory != null) {
            store.close();
            RunDirectory.delete(directory);
        }
    }

    private LedgerReader reader() {
        return Objects.requireNonNull(reader);
    }
}
