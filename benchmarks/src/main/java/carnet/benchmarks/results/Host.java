package carnet.benchmarks.results;

import org.jspecify.annotations.Nullable;

/**
 * Where and when it was measured.
 *
 * @param startedAt ISO 8601, UTC
 * @param processors of the machine
 * @param processor its model
 * @param java version of the JVM
 * @param system name and version of the operating system
 * @param loadBefore load average over a minute before the run
 * @param calibration how the emulated boards were made, or null without them
 * @param idleShare part of the machine's processor time that was idle during the run, or null when unknown
 */
public record Host(
        String startedAt,
        int processors,
        String processor,
        String java,
        String system,
        double loadBefore,
        @Nullable String calibration,
        @Nullable Double idleShare) {}
