package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Timing;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A burst and where it was read.
 *
 * @param run number of the results file, from 1
 * @param burst what was measured
 */
record Entry(int run, Burst burst) {
    /** Groups what makes one curve, with its points from left to right. */
    static final Comparator<Entry> ORDER = Comparator.comparing(
                    (Entry entry) -> entry.burst().system(),
                    Comparator.comparing(system -> !system.equals(Burst.CARNET)))
            .thenComparing(entry -> entry.burst().system())
            .thenComparing(entry -> entry.burst().kind())
            .thenComparing(entry -> entry.burst().fileBytes())
            .thenComparing(entry -> entry.burst().files())
            .thenComparing(Entry::run);

    boolean isOurs() {
        return burst.system().equals(Burst.CARNET);
    }

    boolean isRegistration() {
        return burst.kind() == Kind.REGISTRATION;
    }

    /** Returns whether files moved while the clocks ran. */
    boolean movesContent() {
        return burst.kind().movesContent();
    }

    @Nullable
    Timing timing(Clock clock) {
        return burst.clocks().get(clock);
    }

    /** Returns bytes of all files of one burst together. */
    long allBytes() {
        return burst.fileBytes() * burst.files();
    }

    /** Returns what was put, for people, with its size. */
    String what() {
        return burst.kind().text() + (movesContent() ? ", " : "s, ") + Numbers.bytes(burst.fileBytes());
    }

    /** Returns the throughput of a burst: its records that came through over the time of the last of them. */
    double recordsPerSecond(Timing timing) {
        return burst.landed() * 1000 / timing.last().median();
    }

    /** Returns processor milliseconds of servers and clients for one record that came through, or null when either is unknown. */
    @Nullable
    Double cpuMillis() {
        Double server = serverCpuMillis();
        Double client = clientCpuMillis();
        return server == null || client == null ? null : server + client;
    }

    @Nullable
    Double serverCpuMillis() {
        return each(burst.cost().serverCpuMillis());
    }

    @Nullable
    Double clientCpuMillis() {
        return each(burst.cost().clientCpuMillis());
    }

    private @Nullable Double each(@Nullable Double whole) {
        return whole == null || burst.landed() == 0 ? null : whole / burst.landed();
    }
}
