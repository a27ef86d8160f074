package carnet.benchmarks.ratio;

import carnet.benchmarks.load.CarnetContender;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Timing;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds large slowdowns on any machine. */
@Command(
        name = "ratio",
        mixinStandardHelpOptions = true,
        description = {
            "Compare a network of five nodes with what this machine does without one: a file on all nodes with a raw copy"
                    + " of the same bytes, registrations with their signatures alone.",
            "Ends with 1 when a ratio is far above what it should be. Takes about a minute on an idle machine."
        })
public final class RatioCommand implements Callable<Integer> {
    private static final int FILE_BYTES = 20_000_000;
    private static final int FILES = 5;
    private static final int REGISTRATIONS = 100;
    private static final int BURSTS = 10;
    private static final long REGISTERED_BYTES = 1_000;

    /** Bursts before the ones that count: times still fall then, and more would make every CI run longer. */
    private static final CarnetContender.WarmUps NETWORK_WARM_UPS = new CarnetContender.WarmUps(2, 2);

    /** Of each reference, as often before the network runs and after. */
    private static final int REFERENCES = 7;

    /** References before the ones that count, until their code is compiled. */
    private static final int WARM_UPS = 10;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Environment environment;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one).")
    private @Nullable Path dir;

    /** Takes what it needs of the world. */
    public RatioCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        RunDirectory directory = RunDirectory.take(dir);
        Random random = new Random(1);
        RawCopy copy = new RawCopy(directory.path(), FILE_BYTES, random);
        SignaturePairs pairs = new SignaturePairs(random);
        measure(copy, pairs, WARM_UPS, new ArrayList<>(), new ArrayList<>());
        List<Double> copies = new ArrayList<>();
        List<Double> signatures = new ArrayList<>();
        measure(copy, pairs, REFERENCES, copies, signatures);
        List<Burst> bursts = bursts(directory.path());
        measure(copy, pairs, REFERENCES, copies, signatures);
        directory.release();
        List<Ratio> ratios = List.of(
                new Ratio(
                        "20 MB from the first byte until held by all five nodes / one raw copy",
                        last(bursts, Kind.MULTIMEDIA, Clock.REPLICATED_ALL),
                        Quantiles.median(copies),
                        Bands.REPLICATION),
                new Ratio(
                        "100 registrations at once until accepted / 100 signatures and checks",
                        last(bursts, Kind.REGISTRATION, Clock.ACCEPTED),
                        Quantiles.median(signatures),
                        Bands.ACCEPTANCE));
        ratios.forEach(ratio -> environment.terminal().line(ratio.line()));
        return (ratios.stream().allMatch(Ratio::isWithin) ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private static void measure(
            RawCopy copy, SignaturePairs pairs, int times, List<Double> copies, List<Double> signatures)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            copies.add(copy.nanos() / NANOS_PER_MILLI);
            signatures.add(pairs.nanos(REGISTRATIONS) / NANOS_PER_MILLI);
        }
    }

    private List<Burst> bursts(Path directory) throws Exception {
        List<Rounds.Point> plan = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            plan.add(new Rounds.Point(Kind.MULTIMEDIA, FILE_BYTES, 1, 1));
        }
        for (int i = 0; i < BURSTS; i++) {
            plan.add(new Rounds.Point(Kind.REGISTRATION, REGISTERED_BYTES, REGISTRATIONS, 1));
        }
        Path home = Files.createDirectory(directory.resolve("network"));
        Cluster.Source source = () -> LocalNetwork.open(home, environment);
        CarnetContender carnet = new CarnetContender(source, directory, environment.terminal(), NETWORK_WARM_UPS);
        return new Rounds(List.of(carnet), 1, environment.terminal()).run(plan, 1, finished -> {});
    }

    /** Returns the median over the bursts, of the time of the last record. */
    private static double last(List<Burst> bursts, Kind kind, Clock clock) throws Failure {
        for (Burst burst : bursts) {
            Timing timing = burst.clocks().get(clock);
            if (burst.kind() == kind && !burst.first() && burst.failures() == 0 && timing != null) {
                return timing.last().median();
            }
        }
        throw new Failure(ExitCode.FAILED, "records failed, see above, so there is nothing to compare");
    }
}
