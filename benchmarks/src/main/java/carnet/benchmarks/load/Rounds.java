package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Tally;
import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Bursts in rounds: each round is a fresh network, a first burst that is reported apart, some that are not reported until
 * the nodes' code is compiled, and then every point of the plan once, in an order drawn anew.
 */
public final class Rounds {
    /** Files of the first burst of a network. */
    private static final Tally.Point FIRST = new Tally.Point(Kind.REGISTRATION, 1_000, 100, true);

    /**
     * Bursts of registrations, and then of files, before the ones that count: 1,800 records and 120 MB. While the JVM
     * compiles what is busy, the compiler takes most of a small board's processor.
     */
    private static final int WARM_UPS = 6;

    private static final long WARM_UP_FILE_BYTES = 2_500_000;

    private static final int MAKERS = 8;

    private final Cluster.Source source;
    private final Path directory;
    private final Terminal terminal;
    private final Random random;
    private final int warmUps;

    /**
     * Takes what all rounds share.
     *
     * @param directory for the files that are put
     * @param seed of their bytes and of the order
     */
    public Rounds(Cluster.Source source, Path directory, long seed, Terminal terminal) {
        this(source, directory, seed, terminal, WARM_UPS);
    }

    /**
     * Takes what all rounds share, for a caller with less time.
     *
     * @param warmUps bursts of 300 registrations, and as many of 20 MB of files, before the ones that count
     */
    public Rounds(Cluster.Source source, Path directory, long seed, Terminal terminal, int warmUps) {
        this.source = source;
        this.directory = directory;
        this.terminal = terminal;
        this.random = new Random(seed);
        this.warmUps = warmUps;
    }

    /**
     * One point of a curve.
     *
     * @param kind what is put
     * @param fileBytes size of each file
     * @param files how many at once
     * @param repeats in how many rounds
     */
    public record Point(Kind kind, long fileBytes, int files, int repeats) {}

    /**
     * Measures.
     *
     * @param clients how many files of a burst are under way at once; registrations all are
     */
    public List<Burst> run(List<Point> plan, int clients) throws Exception {
        int rounds = plan.stream().mapToInt(Point::repeats).max().orElse(0);
        Tally tally = null;
        ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
        try {
            for (int round = 0; round < rounds; round++) {
                terminal.note(String.format(Locale.ROOT, "round %d of %d", round + 1, rounds));
                try (Cluster cluster = source.open();
                        Sightings sightings = new Sightings(cluster.clusterNodes())) {
                    if (tally == null) {
                        tally = new Tally(Burst.CARNET, cluster.setting());
                    }
                    Path files = Files.createTempDirectory(directory, "files-");
                    Volley volley = new Volley(cluster, sightings);
                    NodeClient node = cluster.clusterNodes().get(0).client();
                    try (Shots shots = new Shots(cluster, files, random, makers)) {
                        warmUp(shots, volley, node, tally);
                        for (Point point : order(plan, round)) {
                            Tally.Point key = new Tally.Point(point.kind(), point.fileBytes(), point.files(), false);
                            fire(key, clients, shots, volley, node, tally);
                        }
                    }
                    RunDirectory.delete(files);
                }
            }
        } finally {
            makers.shutdownNow();
        }
        return tally == null ? List.of() : tally.bursts();
    }

    private List<Point> order(List<Point> plan, int round) {
        List<Point> order = new ArrayList<>(
                plan.stream().filter(point -> point.repeats() > round).toList());
        Collections.shuffle(order, random);
        return order;
    }

    private void warmUp(Shots shots, Volley volley, NodeClient node, Tally tally) throws Exception {
        fire(FIRST, 1, shots, volley, node, tally);
        for (int i = 0; i < warmUps; i++) {
            int files = 3 * FIRST.files();
            volley.fire(shots.make(FIRST.kind(), FIRST.fileBytes(), files, node), files, 0);
        }
        for (int i = 0; i < warmUps; i++) {
            volley.fire(shots.make(Kind.MULTIMEDIA, WARM_UP_FILE_BYTES, MAKERS, node), MAKERS, 0);
        }
    }

    private void fire(Tally.Point point, int clients, Shots shots, Volley volley, NodeClient node, Tally tally)
            throws Exception {
        int together = point.kind().movesContent() ? clients : point.files();
        List<Shot> made = shots.make(point.kind(), point.fileBytes(), point.files(), node);
        Outcome outcome = volley.fire(made, together, point.files() * point.fileBytes());
        tally.add(point, outcome);
        if (outcome.failures() > 0) {
            terminal.note(
                    outcome.failures() + " of " + point.files() + " records failed, such as: " + outcome.problem());
        }
    }
}
