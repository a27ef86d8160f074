package carnet.node.sim;

import java.util.Arrays;

/** Which directions between nodes let nothing through, and since when. */
final class Wires {
    private static final long ALIVE = Long.MAX_VALUE;

    private final Timeline timeline;
    private final long[][] deadSince;

    Wires(Timeline timeline, int peers) {
        this.timeline = timeline;
        this.deadSince = new long[peers][peers];
        mendAll();
    }

    int peers() {
        return deadSince.length;
    }

    boolean isDead(int from, int to) {
        return deadSince[from][to] != ALIVE;
    }

    /** Returns how long nothing got through, 0 when it does. */
    long deadMillis(int from, int to) {
        return isDead(from, to) ? timeline.nowMillis() - deadSince[from][to] : 0;
    }

    void cut(int from, int to) {
        if (!isDead(from, to)) {
            deadSince[from][to] = timeline.nowMillis();
        }
    }

    void mend(int from, int to) {
        deadSince[from][to] = ALIVE;
    }

    void mendAll() {
        for (long[] row : deadSince) {
            Arrays.fill(row, ALIVE);
        }
    }
}
