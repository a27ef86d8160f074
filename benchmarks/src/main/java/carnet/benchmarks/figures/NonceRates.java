package carnet.benchmarks.figures;

import carnet.crypto.hash.Sha256;
import carnet.crypto.pow.HashMethod;
import carnet.crypto.pow.NonceHasher;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/** Nonces per second on one thread, beside the rate of single SHA-256 compressions, which no search can pass. */
final class NonceRates {
    private static final int WARM_UPS = 5;
    private static final int SLICES = 10;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int BATCH = 4_096;
    private static final int ONE_BLOCK_BYTES = 55;

    private NonceRates() {}

    /** Does {@link #BATCH} units of work. */
    private interface Work {
        void run();
    }

    /** Returns millions of nonces a second. */
    static Sample nonces(HashMethod method) {
        NonceHasher hasher = method.newHasher();
        byte[] header = new byte[NonceHasher.HEADER_BYTES];
        byte[] unreachable = new byte[NonceHasher.TARGET_BYTES];
        return rate(() -> {
            if (hasher.search(header, unreachable, header[0]++, BATCH).isPresent()) {
                throw new IllegalStateException("no header has the hash 0");
            }
        });
    }

    /** Returns millions of messages of one block a second. */
    static Sample compressions() {
        MessageDigest digest = Sha256.newDigest();
        byte[] message = new byte[ONE_BLOCK_BYTES];
        byte[] hash = new byte[Sha256.newDigest().getDigestLength()];
        return rate(() -> {
            try {
                for (int i = 0; i < BATCH; i++) {
                    message[0]++;
                    digest.update(message);
                    digest.digest(hash, 0, hash.length);
                }
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Sample rate(Work work) {
        Sample sample = new Sample();
        for (int i = -WARM_UPS; i < SLICES; i++) {
            long start = System.nanoTime();
            long elapsed = 0;
            long done = 0;
            while (elapsed < SLICE_NANOS) {
                work.run();
                done += BATCH;
                elapsed = System.nanoTime() - start;
            }
            if (i >= 0) {
                sample.add(done * 1e3 / elapsed);
            }
        }
        return sample;
    }
}
