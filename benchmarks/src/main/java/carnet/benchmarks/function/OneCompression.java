package carnet.benchmarks.function;

import carnet.crypto.hash.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
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

/**
 * The least that a header can cost with the JDK's digest, beside {@link HeaderHash}: a message of 55 bytes is the longest
 * of one SHA-256 block, so hashing it is one compression and one call. Per microsecond, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class OneCompression {
    private static final int ONE_BLOCK_BYTES = 55;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] message = new byte[ONE_BLOCK_BYTES];
    private final byte[] hash = new byte[32];

    /** Hashes one message of one block. */
    @Benchmark
    public byte[] block() throws DigestException {
        message[0]++;
        digest.update(message);
        digest.digest(hash, 0, hash.length);
        return hash;
    }
}
