package carnet.node.net;

import java.util.concurrent.TimeUnit;

/** Allows a burst and then one act per interval. Not thread-safe; time is an argument. */
final class TokenBucket {
    private final int capacity;
    private final long refillNanos;
    private long tokens;
    private long refilledNanos;

    TokenBucket(int capacity, int refillMillis, long nowNanos) {
        this.capacity = capacity;
        this.refillNanos = TimeUnit.MILLISECONDS.toNanos(refillMillis);
        this.tokens = capacity;
        this.refilledNanos = nowNanos;
    }

    /** Takes a token; false when none is left. */
    boolean take(long nowNanos) {
        long earned = (nowNanos - refilledNanos) / refillNanos;
        if (earned > 0) {
            tokens = Math.min(capacity, tokens + earned);
            refilledNanos += earned * refillNanos;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
