package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Tally;
import carnet.cli.client.Upload;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reading back. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Read records back, decrypted and checked, at a node that did not take the upload.")
public final class ReadCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 120;

    /** Files before the ones that count, 120 MB, until the code is compiled. */
    private static final int WARM_UPS = 48;

    private static final long WARM_UP_BYTES = 2_500_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Environment environment;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            split = ",",
            defaultValue = "1M,5M",
            description = "Of each file (default: ${DEFAULT-VALUE}).")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "50",
            description = "Files of each size, each read once (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Mixin
    private LoadOptions load = new LoadOptions();

    /** Takes what it needs of the world. */
    public ReadCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        List<Long> bytes = new ArrayList<>();
        for (String size : sizes) {
            long fileBytes = Sizes.parse(size);
            Limits.requireRoom("--repeats", repeats, Limits.MAX_REPEATS, fileBytes);
            bytes.add(fileBytes);
        }
        Limits.atLeastOne("--repeats", repeats);
        load.requireAnotherNode();
        return load.run().measure(environment, (directory, finished) -> read(bytes, directory, finished));
    }

    private List<Burst> read(List<Long> sizesInBytes, Path directory, Rounds.Finished finished) throws Exception {
        try (Cluster cluster = load.source(directory, environment).open();
                Listeners listeners = new Listeners(cluster.clusterNodes())) {
            Sightings sightings = listeners.sightings();
            RandomGenerator random = FreshBytes.source();
            Path file = directory.resolve("file.bin");
            environment
                    .terminal()
                    .note(WARM_UPS + " files that do not count are read, then " + repeats
                            + " of each size; 50 of 1 and of 5 MB take a minute or two");
            for (int i = 0; i < WARM_UPS; i++) {
                tell(read(cluster, sightings, file, WARM_UP_BYTES, random));
            }
            Tally tally = new Tally(Burst.CARNET, cluster.setting());
            for (long each : sizesInBytes) {
                for (int i = 0; i < repeats; i++) {
                    Outcome outcome = read(cluster, sightings, file, each, random);
                    tally.add(new Tally.Point(Kind.MULTIMEDIA, each, 1, false), outcome);
                    tell(outcome);
                }
                finished.take(tally.bursts());
            }
            if (tally.failures() == 0) {
                cluster.settled();
            }
            return tally.bursts();
        }
    }

    private void tell(Outcome outcome) {
        if (outcome.failures() > 0) {
            environment.terminal().note("a file failed: " + outcome.problem());
        }
    }

    /** Puts and reads one file; what goes wrong with it is told and ends nothing. */
    private static Outcome read(Cluster cluster, Sightings sightings, Path file, long fileBytes, RandomGenerator random)
            throws Failure, InterruptedException {
        Path back = file.resolveSibling("back.bin");
        try {
            Files.deleteIfExists(back);
            byte[] content = new byte[Math.toIntExact(fileBytes)];
            random.nextBytes(content);
            Files.write(file, content);
            Upload upload =
                    cluster.member().put(file, cluster.clusterNodes().get(0).client());
            int all = cluster.clusterNodes().size();
            if (!(upload instanceof Upload.Accepted accepted)) {
                return failed("it was put before, though its bytes are random");
            }
            long deadline = Sightings.deadlineNanos(PATIENCE_SECONDS);
            if (sightings.awaitHeld(accepted.payloadCid(), all, deadline).isEmpty()) {
                return failed("it was not on all nodes in time");
            }
            long start = System.nanoTime();
            cluster.member()
                    .get(
                            upload.hashId(),
                            back,
                            cluster.clusterNodes().get(all - 1).client());
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            return Arrays.equals(Files.readAllBytes(back), content)
                    ? new Outcome(Map.of(Clock.READ, List.of(millis)), 0, null, Cost.UNKNOWN)
                    : failed("what was read differs from what was put");
        } catch (Failure e) {
            sightings.requireSound();
            return failed(e.line());
        } catch (IOException e) {
            return failed(e.toString());
        } finally {
            sightings.clear();
        }
    }

    private static Outcome failed(String why) {
        return new Outcome(Map.of(), 1, why, Cost.UNKNOWN);
    }
}
