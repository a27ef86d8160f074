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
    /** Ours. */
    public static final String CARNET = "carnet";
}
