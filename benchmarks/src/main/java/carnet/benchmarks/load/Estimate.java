package carnet.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How long a run takes: by coarse rates before its first round, and by what its rounds took after it. */
final class Estimate {
    /** To found a network, and its bursts before those that count. */
    static final long START_SECONDS = 60;

    /** Of files, to make, seal, copy and flush them. */
    static final long MEGABYTES_PER_SECOND = 8;

    private static final double BURST_SECONDS = 2;
    private static final double RECORD_SECONDS = 0.01;
    private static final double MEGABYTE = 1e6;
    private static final double SHORT_SECONDS = 100;
    private static final double SHORT_MINUTES = 100;

    private Estimate() {}

    /** Returns the seconds of one system's turn with these points. */
    static double seconds(List<Rounds.Point> points) {
        double seconds = points.isEmpty() ? 0 : START_SECONDS;
        for (Rounds.Point point : points) {
            double bytes = (double) point.files() * point.fileBytes();
            seconds += BURST_SECONDS + point.files() * RECORD_SECONDS + bytes / MEGABYTE / MEGABYTES_PER_SECOND;
        }
        return seconds;
    }

    /**
     * Returns what is left after some rounds.
     *
     * @param done seconds that they were thought to take
     * @param left seconds that the others were thought to take
     * @param took what they took
     */
    static double left(double done, double left, Duration took) {
        return done == 0 ? left : left * took.toMillis() / 1e3 / done;
    }

    /** Returns a length of time for people, no more exact than an estimate is. */
    static String text(double seconds) {
        double minutes = seconds / 60;
        if (seconds < SHORT_SECONDS) {
            return String.format(Locale.ROOT, "about %.0f s", seconds);
        }
        return minutes < SHORT_MINUTES
                ? String.format(Locale.ROOT, "about %.0f min", minutes)
                : String.format(Locale.ROOT, "about %.1f h", minutes / 60);
    }
}
