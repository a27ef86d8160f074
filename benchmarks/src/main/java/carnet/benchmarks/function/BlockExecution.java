package carnet.benchmarks.function;

import carnet.consensus.block.Block;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.rules.BodyRules;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A block of 1,000 records from its bytes to the hash of the state after it, in milliseconds; the state is in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class BlockExecution {
    private static final int TRANSACTIONS = 1_000;

    private final Genesis genesis = Fixture.genesis();
    private final byte[] bytes =
            Fixture.block(Fixture.transactions(0, TRANSACTIONS)).bytes();
    private final MemoryStore store = new MemoryStore();
    private final LedgerView state = new ChainReader(store).state();

    /** Writes the state after block 0. */
    @Setup
    public void begin() {
        Batch batch = new Batch();
        new ChainWriter(batch).genesis(genesis.meta(), genesis.state());
        store.write(batch, Durability.SYNCED);
    }

    /** Only reads the block: what the two others do first. */
    @Benchmark
    public Block decode() throws DecodeException {
        return Block.decode(bytes);
    }

    /** All signatures were found to hold before. */
    @Benchmark
    public Hash withKnownSignatures() throws DecodeException {
        return execute(transaction -> true);
    }

    /** Every signature is verified. */
    @Benchmark
    public Hash withAllSignatures() throws DecodeException {
        return execute(Transaction::signatureHolds);
    }

    private Hash execute(Predicate<Transaction> signatureHolds) throws DecodeException {
        Block block = Block.decode(bytes);
        BodyRules.checkForm(genesis.policy().parameters(), block).ifPresent(rejection -> {
            throw new IllegalStateException("the block is refused: " + rejection);
        });
        BodyRules.Outcome outcome = BodyRules.execute(genesis.hash(), state, 0, block, signatureHolds);
        if (outcome instanceof BodyRules.Outcome.Executed executed) {
            return StateHash.next(genesis.meta().state(), executed.delta());
        }
        throw new IllegalStateException("the block is refused: " + outcome);
    }
}
