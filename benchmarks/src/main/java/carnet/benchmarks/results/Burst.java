package carnet.benchmarks.results;

import java.util.Map;

/**
 * A number of equal files put at once, several times.
 *
 * @param system what took them: {@link #CARNET} or the name of another
 * @param setting where: {@link Results#MACHINE}, {@link Results#EMULATED} or {@link Results#GIVEN}
 * @param kind what the files were
 * @param fileBytes size of each, not encrypted
 * @param files how many at once
 * @param first whether it was the first one after the start, reported apart
 * @param repeats how often
 * @param failures records that were refused or lost in all repeats; they are in no timing
 * @param clocks what was measured
 * @param cost what one burst used
 */
public record Burst(
        String system,
        String setting,
        Kind kind,
        long fileBytes,
        int files,
        boolean first,
        int repeats,
        int failures,
        Map<Clock, Timing> clocks,
        Cost cost) {
    /** Fewer independent values than this have no 95 % interval of their median. */
    private static final int FEW = 6;

    /** Ours. */
    public static final String CARNET = "carnet";

    /** Returns how many records came through, the mean of the bursts of which any did: only those have times. */
    public double landed() {
        int timed = timed();
        return timed == 0 ? 0 : ((double) files * repeats - failures) / timed;
    }

    /** Returns whether so few bursts came through that their medians have a range and no 95 % interval. */
    public boolean hasRangeOnly() {
        return timed() < FEW;
    }

    private int timed() {
        return clocks.values().stream()
                .mapToInt(timing -> timing.last().count())
                .max()
                .orElse(0);
    }
}
