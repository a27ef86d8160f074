package carnet.node.core;

/** What one step of fetching may still do, and when the next one is due. */
final class Pass {
    private final long nowMillis;
    private final Effects fx;
    private int lookups = CoreLimits.LOOKUPS_PER_STEP;
    private int leavesAhead;
    private long wakeMillis = Long.MAX_VALUE;

    Pass(long nowMillis, Effects fx, int leavesAhead) {
        this.nowMillis = nowMillis;
        this.fx = fx;
        this.leavesAhead = leavesAhead;
    }

    long nowMillis() {
        return nowMillis;
    }

    Effects fx() {
        return fx;
    }

    /** Returns whether the content store may be asked once more in this step. */
    boolean mayLookUp() {
        return lookups-- > 0;
    }

    /** Returns whether as many leaves are set aside as may be, over all records. */
    boolean isFarAhead() {
        return leavesAhead >= CoreLimits.LEAVES_AHEAD;
    }

    /** A leaf was set aside. */
    void lookedAhead() {
        leavesAhead++;
    }

    long wakeMillis() {
        return wakeMillis;
    }

    void wakeAt(long millis) {
        wakeMillis = Math.min(wakeMillis, millis);
    }
}
