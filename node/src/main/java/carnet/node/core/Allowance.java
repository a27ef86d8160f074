package carnet.node.core;

/** How much of something a peer may do: so much at once, and so much each millisecond in the long run. */
final class Allowance {
    private final int burst;
    private final int perMilli;
    private long used;
    private long usedAtMillis;

    Allowance(int burst, int perMilli) {
        this.burst = burst;
        this.perMilli = perMilli;
    }

    /** Returns whether so much more is allowed, and counts it if it is. */
    boolean take(int amount, long nowMillis) {
        long passedMillis = Math.max(0, nowMillis - usedAtMillis);
        long use = Math.max(0, used - passedMillis * perMilli) + amount;
        if (use > burst) {
            return false;
        }
        used = use;
        usedAtMillis = nowMillis;
        return true;
    }
}
