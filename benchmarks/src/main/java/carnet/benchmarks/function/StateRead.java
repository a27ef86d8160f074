package carnet.benchmarks.function;

import carnet.benchmarks.network.RunDirectory;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.ledger.RecordEntry;
import carnet.consensus.tx.PutRecord;
import carnet.storage.chain.ChainReader;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.RocksStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * One record of the ledger's state by its key, in microseconds, keys at random. The files are in the system's cache: what
 * grows with the state is what RocksDB does, not what the disk adds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateRead {
    private static final int ROWS_PER_BATCH = 10_000;

    /** How many records there are. */
    @Param({"10000", "100000", "1000000"})
    public int entries;

    private final SplittableRandom random = new SplittableRandom(1);
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
        directory = made;
        store = opened;
        reader = new LedgerReader(new ChainReader(opened).state());
    }

    /** Reads one record that is there. */
    @Benchmark
    public RecordEntry record() {
        int number = random.nextInt(entries);
        return Objects.requireNonNull(reader().record(Fixture.sender(number), Fixture.hashId(number)));
    }

    /** Looks for one that is not there, as every new record makes a node do. */
    @Benchmark
    public boolean missing() {
        int number = random.nextInt(entries);
        return reader().record(Fixture.sender(number + 1), Fixture.hashId(number)) == null;
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
