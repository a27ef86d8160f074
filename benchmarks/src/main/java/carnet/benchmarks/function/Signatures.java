package carnet.benchmarks.function;

import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import java.util.Random;
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

/** Ed25519 over a message of a transaction's length, in microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Signatures {
    private final SigningKey key = Fixture.observer();
    private final PublicKey known = key.publicKey();
    private final byte[] keyBytes = known.bytes();
    private final byte[] message = message();
    private final Signature signature = key.sign(message);

    /** Signs. */
    @Benchmark
    public Signature sign() {
        return key.sign(message);
    }

    /** Verifies with a key whose point was decoded before. */
    @Benchmark
    public boolean verifyWithKnownKey() {
        return Ed25519.verify(known, message, signature);
    }

    /** Verifies with a key that came as bytes: decodes and checks its point too. */
    @Benchmark
    public boolean verifyWithKeyFromBytes() {
        return Ed25519.verify(PublicKey.of(keyBytes), message, signature);
    }

    private static byte[] message() {
        byte[] message = new byte[Fixture.transaction(1).sizeBytes()];
        new Random(1).nextBytes(message);
        return message;
    }
}
