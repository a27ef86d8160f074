package carnet.benchmarks.campaign;

import java.time.Duration;

/**
 * What a campaign does.
 *
 * @param kills how often a node is killed
 * @param files how many files are put meanwhile
 * @param seed of all choices; the moments depend on the machine as well
 */
record KillPlan(int kills, int files, long seed) {
    static final int MAX_KILLS = 10_000;
    static final int MAX_FILES = 100_000;

    /** One kill in so many takes the data directory, too. */
    private static final int WIPE_INTERVAL = 10;

    /** Founding, the end's checks and a slow machine. */
    private static final Duration FIXED_TIME = Duration.ofMinutes(4);

    /** A kill with the restart, two cores busy with other work. */
    private static final Duration TIME_PER_KILL = Duration.ofSeconds(8);

    /** Reading one file back. */
    private static final Duration TIME_PER_FILE = Duration.ofMillis(500);

    /** Refuses what would never end. */
    KillPlan {
        if (kills < 1 || kills > MAX_KILLS) {
            throw new IllegalArgumentException("--kills: give a number from 1 to " + MAX_KILLS);
        }
        if (files < 1 || files > MAX_FILES) {
            throw new IllegalArgumentException("--files: give a number from 1 to " + MAX_FILES);
        }
    }

    /** Returns whether the {@code kill}th node, counted from 1, loses its data directory. */
    boolean wipes(int kill) {
        return kill % WIPE_INTERVAL == Math.min(WIPE_INTERVAL / 2, (kills + 1) / 2);
    }

    /** Returns how many files may have been begun before the {@code kill}th kill. */
    int filesBefore(int kill) {
        return (int) (((long) files * kill + kills - 1) / kills);
    }

    /** Returns how long the whole may take. */
    Duration mostTime() {
        return FIXED_TIME.plus(TIME_PER_KILL.multipliedBy(kills)).plus(TIME_PER_FILE.multipliedBy(files));
    }
}
