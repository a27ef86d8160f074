package carnet.benchmarks.load;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Kind;
import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The paper's curve by JMH: so many registrations at once at the first of five nodes, until the last one is answered, in
 * milliseconds. The receipts are checked afterwards. Network, files, payloads and keys are made ready outside the measured
 * time, and the network has come to rest before each burst. {@code carnet bench parallel} measures the same and more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class RegistrationBurst {
    private static final long FILE_BYTES = 1_000;

    /** Records before the bursts that count, after which times stop falling. */
    private static final int WARM_UP_FILES = 2_000;

    private static final int WARM_UP_BURST = 250;
    private static final int MAKERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many at once. */
    @Param({"1", "30", "60", "100", "180", "300"})
    public int files;

    private final ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
    private List<Shot.Ready> burst = List.of();
    private List<Shot.Put> answered = List.of();
    private @Nullable Path directory;
    private @Nullable LocalNetwork network;
    private @Nullable Shots shots;

    /** Founds the network and lets it compile its code. */
    @Setup
    public void found() throws Exception {
        Path made = Files.createTempDirectory("carnet-bench-");
        LocalNetwork opened =
                LocalNetwork.open(Files.createDirectory(made.resolve("network")), Environment.ofProcess());
        directory = made;
        network = opened;
        shots = new Shots(opened, made, new Random(1), makers);
        for (int put = 0; put < WARM_UP_FILES; put += WARM_UP_BURST) {
            burst = prepare(WARM_UP_BURST);
            untilAllAreAnswered();
            judge();
        }
    }

    /** Makes the next burst ready. */
    @Setup(Level.Iteration)
    public void prepare() throws Exception {
        burst = prepare(files);
        LocalNetwork opened = Objects.requireNonNull(network);
        opened.await(PATIENCE, "the network to come to rest", opened::hasSettled);
    }

    /** Fires the burst; returns once the last one is answered. */
    @Benchmark
    public Object untilAllAreAnswered() throws Exception {
        List<Shot.Flight> flights = new ArrayList<>();
        for (Shot.Ready shot : burst) {
            flights.add(shot.send());
        }
        List<Shot.Put> landed = new ArrayList<>();
        for (Shot.Flight flight : flights) {
            landed.add(flight.land());
        }
        answered = landed;
        return landed;
    }

    /** Checks the receipts, which takes as long as what is measured; fails unless all were accepted. */
    @TearDown(Level.Iteration)
    public void judge() throws Exception {
        for (Shot.Put put : answered) {
            put.answer().require();
        }
        answered = List.of();
    }

    /** Ends the network and deletes it. */
    @TearDown
    public void end() throws Exception {
        makers.shutdownNow();
        if (shots != null) {
            shots.close();
        }
        if (network != null) {
            network.close();
        }
        if (directory != null) {
            RunDirectory.delete(directory);
        }
    }

    private List<Shot.Ready> prepare(int count) throws Exception {
        NodeClient node = Objects.requireNonNull(network).clusterNodes().get(0).client();
        List<Shot.Ready> prepared = new ArrayList<>();
        for (Shot shot : Objects.requireNonNull(shots).make(Kind.REGISTRATION, FILE_BYTES, count, node)) {
            prepared.add((Shot.Ready) shot);
        }
        return prepared;
    }
}
