package carnet.benchmarks.function;

import carnet.consensus.tx.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record's transaction into the pool, in microseconds: a burst of {@value #BURST} is admitted, written and handed to a
 * peer in one drain, beside others that wait. The store is in memory and the signatures were found to hold before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
public class MempoolAdmission {
    private static final int BURST = 300;

    /** How many wait for a block already. */
    @Param({"1000", "10000"})
    public int waiting;

    private List<Transaction> before = List.of();
    private List<Transaction> burst = List.of();
    private @Nullable Observer node;

    /** Makes all transactions. */
    @Setup
    public void make() {
        before = Fixture.transactions(0, waiting);
        burst = Fixture.transactions(waiting, BURST);
    }

    /** Fills the pool of a new node. */
    @Setup(Level.Iteration)
    public void fill() {
        Observer made = new Observer(transaction -> true);
        made.submit(before);
        node = made;
    }

    /** Submits the burst. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long admit() {
        long accepted = Objects.requireNonNull(node).submit(burst);
        if (accepted != waiting + BURST) {
            throw new IllegalStateException("only " + accepted + " were accepted");
        }
        return accepted;
    }
}
