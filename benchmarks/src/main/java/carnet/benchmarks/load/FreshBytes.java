package carnet.benchmarks.load;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Content of files. No two runs have the same: a network that is there knows what was put before, and puts it once. */
final class FreshBytes {
    private FreshBytes() {}

    /** Returns a source for one thread. */
    static RandomGenerator source() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }
}
