package carnet.node.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all request bodies in memory, so that their sum is bounded and not only their number. */
final class BodyBytes {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    BodyBytes(long limit) {
        this.limit = limit;
    }

    boolean take(int bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        held.addAndGet(-bytes);
    }
}
