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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carnet: each round is a fresh network, a first burst that is reported apart, and some that are not reported until the
 * nodes' code is compiled, before those that count.
 */
public final class CarnetContender implements Contender {
    /** Files of the first burst of a network. */
    private static final Tally.Point FIRST = new Tally.Point(Kind.REGISTRATION, 1_000, 100, true);

    /**
     * Before the bursts that count: 3,600 registrations, and 120 MB of files where files are measured. While the JVM compiles what is busy, the
     * compiler takes most of a small board's processor.
     */
    private static final WarmUps WARM_UPS = new WarmUps(12, 6);

    private static final long WARM_UP_FILE_BYTES = 2_500_000;

    private static final int MAKERS = 8;

    private final Cluster.Source source;
    private final Path directory;
    private final Terminal terminal;
    private final RandomGenerator random;
    private final WarmUps warmUps;
    private @Nullable Tally tally;

    /**
     * What is put before the bursts that count.
     *
     * @param registrations bursts of 300 registrations
     * @param files bursts of 20 MB of files, after them
     */
    public record WarmUps(int registrations, int files) {}

    /**
     * Takes what all rounds share.
     *
     * @param directory for the files that are put
     */
    public CarnetContender(Cluster.Source source, Path directory, Terminal terminal) {
        this(source, directory, terminal, WARM_UPS);
    }

    /**
     * Takes what all rounds share, for a caller with less time.
     *
     * @param directory for the files that are put
     */
    public CarnetContender(Cluster.Source source, Path directory, Terminal terminal, WarmUps warmUps) {
        this.source = source;
        this.directory = directory;
        this.terminal = terminal;
        this.random = FreshBytes.source();
        this.warmUps = warmUps;
    }

    @Override
    public boolean takes(Kind kind) {
        return true;
    }

    @Override
    public void round(List<Rounds.Point> points, int clients) throws Exception {
        ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
        try (Cluster cluster = source.open();
                Listeners listeners = new Listeners(cluster.clusterNodes())) {
            Tally sum = tally == null ? new Tally(Burst.CARNET, cluster.setting()) : tally;
            tally = sum;
            int failedBefore = sum.failures();
            Path files = Files.createTempDirectory(directory, "files-");
            Volley volley = new Volley(cluster.clusterNodes(), listeners.sightings());
            NodeClient node = cluster.clusterNodes().get(0).client();
            try (Shots shots = new Shots(cluster, files, random, makers)) {
                boolean withFiles =
                        points.stream().anyMatch(point -> point.kind().movesContent());
                warmUp(withFiles ? warmUps.files() : 0, shots, volley, node, sum);
                for (Rounds.Point point : points) {
                    Tally.Point key = new Tally.Point(point.kind(), point.fileBytes(), point.files(), false);
                    fire(key, clients, shots, volley, node, sum);
                }
            }
            RunDirectory.delete(files);
            if (sum.failures() == failedBefore) {
                cluster.settled();
            }
        } finally {
            makers.shutdownNow();
        }
    }

    @Override
    public List<Burst> bursts() {
        return tally == null ? List.of() : tally.bursts();
    }

    private void warmUp(int fileBursts, Shots shots, Volley volley, NodeClient node, Tally sum) throws Exception {
        fire(FIRST, 1, shots, volley, node, sum);
        for (int i = 0; i < warmUps.registrations(); i++) {
            int files = 3 * FIRST.files();
            tell(volley.fire(shots.make(FIRST.kind(), FIRST.fileBytes(), files, node), files, 0), files);
        }
        for (int i = 0; i < fileBursts; i++) {
            tell(volley.fire(shots.make(Kind.MULTIMEDIA, WARM_UP_FILE_BYTES, MAKERS, node), MAKERS, 0), MAKERS);
        }
    }

    private void fire(Tally.Point point, int clients, Shots shots, Volley volley, NodeClient node, Tally sum)
            throws Exception {
        int together = point.kind().movesContent() ? clients : point.files();
        List<Shot> made = shots.make(point.kind(), point.fileBytes(), point.files(), node);
        Outcome outcome = volley.fire(made, together, point.files() * point.fileBytes());
        sum.add(point, outcome);
        tell(outcome, point.files());
    }

    private void tell(Outcome outcome, int files) {
        if (outcome.failures() > 0) {
            terminal.note(outcome.failures() + " of " + files + " records failed, such as: " + outcome.problem());
        }
    }
}
