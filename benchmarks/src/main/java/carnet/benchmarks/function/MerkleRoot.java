package carnet.benchmarks.function;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.hash.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The root over leaf hashes that are known, in microseconds: two compressions for each leaf. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MerkleRoot {
    /** How many leaves. */
    @Param({"1", "100", "1000", "8000"})
    public int leaves;

    private final List<Hash> hashes = new ArrayList<>();

    /** Makes the leaf hashes. */
    @Setup
    public void make() {
        for (int i = 0; i < leaves; i++) {
            hashes.add(Sha256.of(ByteBuffer.allocate(Integer.BYTES).putInt(i).array()));
        }
    }

    /** Builds the tree. */
    @Benchmark
    public Hash root() {
        return MerkleTree.root(hashes);
    }
}
