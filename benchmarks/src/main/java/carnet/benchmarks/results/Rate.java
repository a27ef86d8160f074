package carnet.benchmarks.results;

import java.util.Map;

/**
 * A steady stream of records whose moments were fixed before (open loop): each clock runs from the intended moment, so
 * what waits because the system is slow counts.
 *
 * @param system what took them
 * @param setting where
 * @param kind what was put
 * @param fileBytes size of each
 * @param offeredPerSecond the intended rate
 * @param achievedPerSecond records in blocks on all nodes, over the time from the first intended moment to the last of them
 * @param seconds length of the stream
 * @param failures records that were refused or lost
 * @param clocks what was measured
 * @param cost what the whole stream used
 */
public record Rate(
        String system,
        String setting,
        Kind kind,
        long fileBytes,
        double offeredPerSecond,
        double achievedPerSecond,
        double seconds,
        int failures,
        Map<Clock, Quantiles> clocks,
        Cost cost) {}
