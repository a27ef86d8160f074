package carnet.benchmarks.function;

import carnet.crypto.pow.HashMethod;
import carnet.crypto.pow.NonceHasher;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many headers each method hashes, in headers per microsecond, on one thread with a target that none meets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HeaderHash {
    private static final int HEADERS = 10_000;

    /** The method measured. */
    @Param
    public HashMethod method = HashMethod.JDK_DIGEST;

    private final byte[] header = new byte[NonceHasher.HEADER_BYTES];
    private final byte[] target = new byte[NonceHasher.TARGET_BYTES];
    private NonceHasher hasher = method.newHasher();
    private long nonce;

    /** Chooses a header by a fixed seed. */
    @Setup
    public void choose() {
        new Random(1).nextBytes(header);
        hasher = method.newHasher();
    }

    /** Hashes {@value #HEADERS} headers in one search. */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public OptionalLong headers() {
        nonce += HEADERS;
        return hasher.search(header, target, nonce, HEADERS);
    }
}
