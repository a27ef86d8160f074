package carnet.node.core;

/** When a record may be asked for next, and when it may make room for others since nothing comes of it. */
final class Attempts {
    private long retryAtMillis;
    private long pauseMillis;
    private long inVainSinceMillis = Long.MAX_VALUE;
    private long movedAtMillis;

    Attempts(long firstPauseMillis, long nowMillis) {
        this.pauseMillis = firstPauseMillis;
        this.movedAtMillis = nowMillis;
    }

    /** A block was found here, whoever brought it. */
    void moved(long nowMillis) {
        movedAtMillis = nowMillis;
    }

    /** A block came. */
    void arrived(long nowMillis) {
        moved(nowMillis);
        pauseMillis = CoreLimits.RETRY_MILLIS;
        inVainSinceMillis = Long.MAX_VALUE;
    }

    /** There was no room for a block, on the way or on the disk. */
    void refused(FetchFailure failure, long nowMillis) {
        retryAtMillis =
                nowMillis + (failure == FetchFailure.BUSY ? CoreLimits.BUSY_MILLIS : CoreLimits.MAX_RETRY_MILLIS);
    }

    /** Nobody can be asked now. */
    void pause(long nowMillis) {
        inVainSinceMillis = Math.min(inVainSinceMillis, nowMillis);
        retryAtMillis = nowMillis + pauseMillis;
        pauseMillis = Math.min(2 * pauseMillis, CoreLimits.MAX_RETRY_MILLIS);
    }

    /** Somebody new may have it. */
    void wake() {
        retryAtMillis = 0;
    }

    /** Returns before when nobody is to be asked. */
    long retryAtMillis() {
        return retryAtMillis;
    }

    /**
     * Returns from when on another record may take its place: nobody could be asked for a while, or nothing came for long,
     * whoever was asked.
     *
     * @param asked whether somebody was asked and did not answer yet
     */
    long givesWayAtMillis(boolean asked) {
        long strandedAtMillis = movedAtMillis + CoreLimits.STRANDED_MILLIS;
        return asked || inVainSinceMillis == Long.MAX_VALUE
                ? strandedAtMillis
                : Math.min(strandedAtMillis, inVainSinceMillis + CoreLimits.STUCK_MILLIS);
    }
}
