package carnet.benchmarks.ratio;

import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import java.util.random.RandomGenerator;

/** What every record's registration needs at the least, on one thread: a signature, and its verification. */
final class SignaturePairs {
    /** About a record's transaction. */
    private static final int MESSAGE_BYTES = 300;

    private final SigningKey key;
    private final byte[] message = new byte[MESSAGE_BYTES];

    SignaturePairs(RandomGenerator random) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        key = SigningKey.fromSeed(seed);
        random.nextBytes(message);
    }

    /** Signs and verifies {@code count} messages; returns the nanoseconds. */
    long nanos(int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            message[0]++;
            Signature signature = key.sign(message);
            if (!Ed25519.verify(key.publicKey(), message, signature)) {
                throw new IllegalStateException("a signature just made does not hold");
            }
        }
        return System.nanoTime() - start;
    }
}
