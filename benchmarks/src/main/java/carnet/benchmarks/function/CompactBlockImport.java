package carnet.benchmarks.function;

import carnet.consensus.block.Block;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import carnet.node.wire.ShortId;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A block of 1,000 records that all wait in the pool, from its announcement until it is the head, in milliseconds: the
 * header is checked, the block put together from the names of its transactions, executed and written. The store is in
 * memory and the signatures were found to hold before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 30)
@Measurement(iterations = 15)
public class CompactBlockImport {
    private static final int TRANSACTIONS = 1_000;

    private final List<Transaction> transactions = Fixture.transactions(0, TRANSACTIONS);
    private final Block block = Fixture.block(transactions);
    private final Message announcement = new Message.NewBlock(block.extendedHeader());
    private final Message names = new Message.CompactBlock(block.hash(), shortIds());
    private @Nullable Observer node;

    /** Fills the pool of a new node. */
    @Setup(Level.Iteration)
    public void fill() {
        Observer made = new Observer(transaction -> true);
        made.submit(transactions);
        node = made;
    }

    /** Announces the block and names its transactions. */
    @Benchmark
    public Observer adopt() {
        Observer made = Objects.requireNonNull(node);
        made.hear(announcement);
        made.hear(names);
        if (made.height() != 1) {
            throw new IllegalStateException("the block was not adopted");
        }
        return made;
    }

    private List<Long> shortIds() {
        Hash hash = block.hash();
        List<Long> ids = new ArrayList<>();
        transactions.forEach(transaction -> ids.add(ShortId.of(hash, transaction)));
        return ids;
    }
}
