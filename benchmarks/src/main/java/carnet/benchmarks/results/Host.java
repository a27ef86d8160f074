package carnet.benchmarks.results;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param saturatedShare part of the looks, taken at even distances during the run, at which nothing was idle, or null when
 *     unknown
 */
public record Host(
        String startedAt,
        int processors,
        String processor,
        String java,
        String system,
        double loadBefore,
        @Nullable String calibration,
        @Nullable Double idleShare,
        @Nullable Double saturatedShare) {
    /** Returns this machine before a run. */
    public static Host now() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new Host(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                system.getAvailableProcessors(),
                processorModel(),
                Runtime.version().toString(),
                system.getName() + " " + system.getVersion(),
                system.getSystemLoadAverage(),
                null,
                null,
                null);
    }

    /** Returns the same host with what emulated boards on it were like. */
    public Host with(String calibrationLine, double idle, double saturated) {
        return new Host(startedAt, processors, processor, java, system, loadBefore, calibrationLine, idle, saturated);
    }

    /** Returns what to say when something else used this machine's processors lately. */
    public Optional<String> warning() {
        return loadBefore < processors / 2.0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the load average is %.1f on %d processors: times may be too long",
                        loadBefore,
                        processors));
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch", "unknown"));
        } catch (IOException e) {
            return System.getProperty("os.arch", "unknown");
        }
    }
}
