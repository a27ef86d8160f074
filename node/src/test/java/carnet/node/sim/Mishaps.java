package carnet.node.sim;

import org.jspecify.annotations.Nullable;

/** What one machine's disk and power are about to do to it. */
final class Mishaps {
    private final Tally tally;
    private @Nullable KillPoint armed;
    private boolean diskFull;

    Mishaps(Tally tally) {
        this.tally = tally;
    }

    /** Cuts the power when the process next passes this point; null for not at all. */
    void arm(@Nullable KillPoint point) {
        armed = point;
    }

    boolean isArmed() {
        return armed != null;
    }

    /** The process passes a point. */
    void pass(KillPoint point) {
        if (armed == point) {
            armed = null;
            tally.killed(point);
            throw new PowerCut(point);
        }
    }

    void diskFull(boolean full) {
        diskFull = full;
    }

    /** Returns whether a write that comes now finds no space. */
    boolean refusesWrite() {
        if (diskFull) {
            tally.add(Count.FULL_WRITES);
        }
        return diskFull;
    }
}
