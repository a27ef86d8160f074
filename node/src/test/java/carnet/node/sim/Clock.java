package carnet.node.sim;

/** A node's clock: the true time, wrong by an offset and by a drift. */
final class Clock {
    private static final long MILLION = 1_000_000;

    private final Timeline timeline;
    private final long bornMillis;
    private long offsetMillis;
    private int driftPpm;

    Clock(Timeline timeline, long offsetMillis, int driftPpm) {
        this.timeline = timeline;
        this.bornMillis = timeline.nowMillis();
        this.offsetMillis = offsetMillis;
        this.driftPpm = driftPpm;
    }

    long nowMillis() {
        long trueMillis = timeline.nowMillis();
        return trueMillis + offsetMillis + (trueMillis - bornMillis) * driftPpm / MILLION;
    }

    /** Sets the clock forward or, with a negative number, back. */
    void step(long byMillis) {
        offsetMillis += byMillis;
    }

    /** Shows the true time from now on. */
    void correct() {
        offsetMillis = 0;
        driftPpm = 0;
    }

    /** Shows the true time now, and goes wrong from here by the drift alone. */
    void synchronize() {
        offsetMillis -= nowMillis() - timeline.nowMillis();
    }
}
