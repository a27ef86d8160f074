package carnet.node.net;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that may be under way from all peers together. Thread-safe. */
final class FetchBudget {
    private final AtomicLong taken = new AtomicLong();

    boolean take(long bytes) {
        if (taken.addAndGet(bytes) > NetLimits.FETCH_TOTAL_MAX_BYTES) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
