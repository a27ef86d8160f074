package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Invented results of the size of a real run. */
final class SampleResults {
    static final List<Integer> FILES = List.of(1, 2, 5, 10, 30, 60, 100, 150, 180, 200, 250, 300);
    private static final int REPEATS = 10;
    private static final double COPY_MILLIS_A_MEGABYTE = 85;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Burst> bursts = new ArrayList<>();
    private final String setting;

    private SampleResults(String setting) {
        this.setting = setting;
    }

    static Results of(String setting) {
        return new SampleResults(setting).make();
    }

    private Results make() {
        ours(Kind.TEXT, 1_000_000, 1, true, 2.5);
        for (int files : FILES) {
            ours(Kind.REGISTRATION, 1_000_000, files, false, 1);
            ours(Kind.TEXT, 1_000_000, files, false, 1);
            ours(Kind.MULTIMEDIA, 1_000_000, files, false, 1.02);
            theirs("postgresql bytea", files, Clock.ACCEPTED, 40);
            theirs("postgresql files", files, Clock.ACCEPTED, 25);
            theirs("postgresql 4 sync replicas", files, Clock.REPLICATED_ALL, 360);
        }
        for (int files : List.of(1, 60, 180, 300)) {
            ours(Kind.MULTIMEDIA, 5_000_000, files, false, 1);
        }
        Host host = new Host(
                "2026-01-01T00:00:00Z",
                2,
                "Sample <CPU>",
                "17",
                "Linux",
                0.5,
                "quota 0.1 of a core \u00d7 4",
                0.2,
                0.04);
        Quantiles each = Quantiles.of(List.of(900.0, 1_000.0, 1_400.0));
        Rate rate = new Rate(
                Burst.CARNET, setting, Kind.TEXT, 1_000, 100, 99.4, 30, 0, Map.of(Clock.IN_BLOCK, each), Cost.UNKNOWN);
        return new Results(host, bursts, List.of(rate));
    }

    private void ours(Kind kind, long bytes, int files, boolean first, double slower) {
        double megabytes = bytes / 1e6;
        Map<Clock, Timing> clocks = new TreeMap<>();
        boolean registration = kind == Kind.REGISTRATION;
        double accept = registration ? 0.6 : 22 * megabytes;
        double copy = registration ? 0.6 : COPY_MILLIS_A_MEGABYTE * 1.12 * megabytes;
        clocks.put(Clock.ACCEPTED, timing(files, slower * 12, slower * accept));
        clocks.put(Clock.REPLICATED_2, timing(files, slower * 20, slower * copy * 0.6));
        clocks.put(Clock.REPLICATED_3, timing(files, slower * 25, slower * copy * 0.9));
        clocks.put(Clock.REPLICATED_ALL, timing(files, slower * 30, slower * copy));
        clocks.put(Clock.IN_BLOCK, timing(files, slower * 400, slower * copy));
        if (!registration) {
            clocks.put(Clock.READ, timing(files, 30, 90 * megabytes));
        }
        long all = bytes * files;
        Cost cost = new Cost(
                files * (2 + 6 * megabytes) + 40,
                files * (1 + 4 * megabytes) + 10,
                registration ? null : (long) (all * 1.08),
                all * 4,
                (long) (all * 5.1),
                17L,
                19L,
                190_000_000L);
        int failures = kind == Kind.TEXT && files == 250 ? 3 : 0;
        bursts.add(new Burst(Burst.CARNET, setting, kind, bytes, files, first, REPEATS, failures, clocks, cost));
    }

    private void theirs(String system, int files, Clock clock, double millisEach) {
        Cost cost = new Cost(files * 9.0 + 20, files * 4.5 + 10, null, null, files * 2_100_000L);
        Map<Clock, Timing> clocks = Map.of(clock, timing(files, 15, millisEach));
        bursts.add(new Burst(system, setting, Kind.MULTIMEDIA, 1_000_000, files, false, REPEATS, 0, clocks, cost));
    }

    private Timing timing(int files, double start, double each) {
        List<List<Double>> all = new ArrayList<>();
        List<Double> lasts = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            double luck = 0.9 + 0.3 * random.nextDouble();
            List<Double> burst = new ArrayList<>();
            for (int file = 1; file <= files; file++) {
                burst.add(luck * (start * (0.8 + 0.5 * random.nextDouble()) + each * file));
            }
            all.add(burst);
            lasts.add(burst.get(files - 1));
        }
        return new Timing(Quantiles.ofGroups(all), Quantiles.of(lasts));
    }
}
