package carnet.node.net;

import java.util.random.RandomGenerator;

/** How long to wait before dialing again: doubling, bounded, and spread so that nodes do not dial in step. */
final class Backoff {
    private static final int DOUBLINGS_MAX = 20;

    private final NetTimings timings;
    private final RandomGenerator random;

    Backoff(NetTimings timings, RandomGenerator random) {
        this.timings = timings;
        this.random = random;
    }

    /** Returns the wait after {@code failures} failures in a row; the last ended for {@code reason}. */
    long millis(int failures, DisconnectReason reason) {
        long full;
        if (reason.redial() == DisconnectReason.Redial.SLOW) {
            full = timings.redialSlowMillis();
        } else {
            int doublings = Math.min(Math.max(failures - 1, 0), DOUBLINGS_MAX);
            full = Math.min((long) timings.redialMinMillis() << doublings, timings.redialMaxMillis());
        }
        return full / 2 + random.nextLong(full / 2 + 1);
    }
}
