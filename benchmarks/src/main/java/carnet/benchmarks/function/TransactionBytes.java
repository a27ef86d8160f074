package carnet.benchmarks.function;

import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record's transaction to bytes and back, in microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TransactionBytes {
    private final byte[] bytes = Fixture.transaction(1).bytes();

    /** Writes and signs one. */
    @Benchmark
    public Transaction sign() {
        return Fixture.transaction(1);
    }

    /** Reads one and checks its sender's key, not its signature. */
    @Benchmark
    public Transaction decode() throws DecodeException {
        return Transaction.decode(bytes);
    }
}
