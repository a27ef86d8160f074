package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Tally;
import carnet.cli.client.Upload;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
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
    private static final int WARM_UPS = 5;
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
            bytes.add(Sizes.parse(size));
        }
        CurveOptions.atLeastOne("--repeats", repeats);
        load.run().requireWritable();
        Host host = Host.now();
        RunDirectory directory = load.run().directory();
        List<Burst> bursts;
        try (Cluster cluster = load.source(directory.path(), environment).open();
                Sightings sightings = new Sightings(cluster.clusterNodes())) {
            Random random = new Random(load.run().seed());
            Path file = directory.path().resolve("file.bin");
            for (int i = 0; i < WARM_UPS; i++) {
                read(cluster, sightings, file, bytes.get(0), random);
            }
            Tally tally = new Tally(Burst.CARNET, cluster.setting());
            for (long each : bytes) {
                for (int i = 0; i < repeats; i++) {
                    tally.add(
                            new Tally.Point(Kind.MULTIMEDIA, each, 1, false),
                            read(cluster, sightings, file, each, random));
                }
            }
            bursts = tally.bursts();
        }
        directory.release();
        load.run().report(new Results(host, bursts, List.of()), environment);
        return (bursts.stream().allMatch(burst -> burst.failures() == 0) ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private static Outcome read(Cluster cluster, Sightings sightings, Path file, long fileBytes, Random random)
            throws Exception {
        byte[] content = new byte[Math.toIntExact(fileBytes)];
        random.nextBytes(content);
        Files.write(file, content);
        Upload upload = cluster.member().put(file, cluster.clusterNodes().get(0).client());
        Files.delete(file);
        int all = cluster.clusterNodes().size();
        boolean held = upload instanceof Upload.Accepted accepted
                && sightings
                        .awaitHeld(accepted.payloadCid(), all, Sightings.deadlineNanos(PATIENCE_SECONDS))
                        .isPresent();
        sightings.clear();
        if (!held) {
            return new Outcome(Map.of(), 1, "it was not on all nodes in time", Cost.UNKNOWN);
        }
        Path back = file.resolveSibling("back.bin");
        long start = System.nanoTime();
        cluster.member()
                .get(upload.hashId(), back, cluster.clusterNodes().get(all - 1).client());
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        boolean same = Arrays.equals(Files.readAllBytes(back), content);
        Files.delete(back);
        return same
                ? new Outcome(Map.of(Clock.READ, List.of(millis)), 0, null, Cost.UNKNOWN)
                : new Outcome(Map.of(), 1, "what was read differs from what was put", Cost.UNKNOWN);
    }
}
