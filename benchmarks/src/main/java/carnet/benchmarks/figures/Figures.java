package carnet.benchmarks.figures;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.ProcessReading;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.pow.HashMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures in this order: idle nodes; single puts on an idle network; the same with one node killed; many puts at once;
 * starts; then, without nodes, nonces. Files are random, so none is put twice. The client is the commands' own, within
 * this warm process: starting a process for each put is not in the figures.
 */
final class Figures {
    private static final int FILE_BYTES = 1_000_000;
    private static final int WARM_UP_PUTS = 5;
    private static final int SINGLE_PUTS = 50;
    private static final int PUTS_WITHOUT_ONE = 20;
    private static final int LOAD_PUTS = 300;
    private static final int LOAD_CLIENTS = 4;
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PUTS = Duration.ofMillis(1_200);
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(3);
    static final double MEBIBYTE = 1024.0 * 1024.0;

    private final LocalNetwork network;
    private final Path file;
    private final Environment environment;
    private final Consumer<String> progress;
    private final SplittableRandom random = new SplittableRandom();
    private final List<Figure> figures = new ArrayList<>();

    Figures(LocalNetwork network, Path directory, Environment environment, Consumer<String> progress) {
        this.network = network;
        this.file = directory.resolve("file.bin");
        this.environment = environment;
        this.progress = progress;
    }

    /** Measures what needs nodes. */
    List<Figure> ofNodes() throws IOException, Failure, InterruptedException {
        idle();
        singlePuts();
        putsWithoutOne();
        load();
        starts();
        return figures;
    }

    /** Measures what needs none, on a machine that they no longer load. */
    static List<Figure> ofHashing() {
        List<Figure> figures = new ArrayList<>();
        for (HashMethod method : HashMethod.values()) {
            figures.add(Figure.of("nonces a second and thread, " + method, "million", NonceRates.nonces(method), null));
        }
        figures.add(
                Figure.of("single SHA-256 compressions a second (JDK)", "million", NonceRates.compressions(), null));
        return figures;
    }

    private void idle() throws IOException, InterruptedException {
        progress.accept("idle nodes for " + IDLE.toSeconds() + " s");
        environment.pause().pause(QUIET);
        List<ProcessReading> before = readings();
        long start = System.nanoTime();
        environment.pause().pause(IDLE);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<ProcessReading> after = readings();
        Sample resident = new Sample();
        Sample processor = new Sample();
        Sample written = new Sample();
        for (int i = 0; i < after.size(); i++) {
            resident.add(after.get(i).residentBytes() / MEBIBYTE);
            processor.add((after.get(i).cpuMillis() - before.get(i).cpuMillis()) / seconds / 10);
            written.add((after.get(i).writtenBytes() - before.get(i).writtenBytes()) / 1024.0);
        }
        figures.add(Figure.ofEach("memory of an idle node", "MiB RSS", resident, Aims.IDLE_MEBIBYTES));
        figures.add(Figure.ofEach("processor time of an idle node", "% of core", processor, Aims.IDLE_PERCENT));
        figures.add(Figure.ofEach(
                "disk writes of an idle node in " + IDLE.toSeconds() + " s", "KiB", written, Aims.IDLE_KIBIBYTES));
    }

    private void singlePuts() throws IOException, Failure, InterruptedException {
        progress.accept(SINGLE_PUTS + " single puts of 1 MB");
        try (PutClocks warmUp = new PutClocks(network, environment)) {
            puts(WARM_UP_PUTS, warmUp, network.nodes());
        }
        long heightBefore = network.nodes().get(0).client().status().height();
        long undoneBefore = undoneBlocks();
        try (PutClocks clocks = new PutClocks(network, environment)) {
            puts(SINGLE_PUTS, clocks, network.nodes());
            figures.add(
                    Figure.of("1 MB put on an idle network: accepted", "ms", clocks.accepted(), Aims.ACCEPTED_MILLIS));
            figures.add(
                    Figure.of("  the same: held by all five nodes", "ms", clocks.replicated(), Aims.REPLICATED_MILLIS));
            figures.add(Figure.of(
                    "  the same: in a block on all five nodes", "ms", clocks.inBlock(), Aims.IN_BLOCK_MILLIS));
        }
        long blocks = network.nodes().get(0).client().status().height() - heightBefore;
        figures.add(Figure.of("  the same: blocks", "count", (double) blocks, null));
        figures.add(Figure.of(
                "  the same: blocks undone, over all nodes, for each block",
                "ratio",
                (undoneBlocks() - undoneBefore) / (double) Math.max(1, blocks),
                Aims.STALE_RATIO));
    }

    private void putsWithoutOne() throws IOException, Failure, InterruptedException {
        progress.accept(PUTS_WITHOUT_ONE + " single puts with one node killed");
        NodeProcess last = network.nodes().get(LocalNetwork.NODES - 1);
        last.kill();
        List<NodeProcess> live = network.nodes().subList(0, LocalNetwork.NODES - 1);
        try (PutClocks clocks = new PutClocks(network, environment)) {
            puts(PUTS_WITHOUT_ONE, clocks, live);
            figures.add(Figure.of(
                    "one node killed: accepted to in a block on the other four",
                    "ms",
                    clocks.acceptedToBlock(),
                    Aims.WITHOUT_ONE_MILLIS));
        }
        network.awaitServing(network.startAgain(last));
        awaitSettled();
    }

    private void puts(int count, PutClocks clocks, List<NodeProcess> watched)
            throws IOException, Failure, InterruptedException {
        for (int i = 0; i < count; i++) {
            environment.pause().pause(BETWEEN_PUTS);
            clocks.put(fresh(file), watched.get(i % watched.size()), watched);
        }
    }

    private void load() throws IOException, Failure, InterruptedException {
        progress.accept(LOAD_PUTS + " puts of 1 MB by " + LOAD_CLIENTS + " clients at once");
        List<Path> files = new ArrayList<>();
        Path directory = Files.createDirectories(file.resolveSibling("load"));
        for (int i = 0; i < LOAD_PUTS; i++) {
            files.add(fresh(directory.resolve(i + ".bin")));
        }
        Sample accepted = new Sample();
        Sample resident = new Sample();
        List<Callable<Double>> work = new ArrayList<>();
        for (int i = 0; i < LOAD_PUTS; i++) {
            Path each = files.get(i);
            NodeProcess node = network.nodes().get(i % LocalNetwork.NODES);
            work.add(() -> {
                long start = System.nanoTime();
                network.member().put(each, node.client());
                return (System.nanoTime() - start) / 1e6;
            });
        }
        ExecutorService clients = Executors.newFixedThreadPool(LOAD_CLIENTS);
        long start = System.nanoTime();
        try {
            List<Future<Double>> running = new ArrayList<>();
            work.forEach(each -> running.add(clients.submit(each)));
            for (Future<Double> each : running) {
                accepted.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new Failure(ExitCode.FAILED, "a put failed under load: " + e.getMessage());
        } finally {
            clients.shutdownNow();
        }
        double putSeconds = (System.nanoTime() - start) / 1e9;
        network.await(SETTLE_TIMEOUT, "the nodes to hold all files", network::hasSettled);
        double allSeconds = (System.nanoTime() - start) / 1e9;
        readings().forEach(reading -> resident.add(reading.peakResidentBytes() / MEBIBYTE));
        String what = LOAD_PUTS + " puts of 1 MB, " + LOAD_CLIENTS + " clients: ";
        figures.add(Figure.of(what + "accepted, each", "ms", accepted, null));
        figures.add(Figure.of("  the same: accepted, all", "s", putSeconds, null));
        figures.add(Figure.of("  the same: all held and in blocks on all five", "s", allSeconds, null));
        figures.add(Figure.ofEach(
                "highest memory of a node from its start to the end of these",
                "MiB RSS",
                resident,
                Aims.LOADED_MEBIBYTES));
    }

    private void starts() throws IOException, Failure, InterruptedException {
        progress.accept("a start of each node");
        Sample millis = new Sample();
        for (NodeProcess node : network.nodes()) {
            node.process().destroy();
            node.process().waitFor();
            long start = System.nanoTime();
            network.awaitServing(network.startAgain(node));
            millis.add((System.nanoTime() - start) / 1e6);
        }
        figures.add(Figure.of("start of a node until it serves", "ms", millis, Aims.START_MILLIS));
    }

    private void awaitSettled() throws Failure, InterruptedException {
        network.await(SETTLE_TIMEOUT, "the nodes to agree", network::hasSettled);
    }

    private long undoneBlocks() throws Failure, InterruptedException {
        long sum = 0;
        for (NodeProcess node : network.nodes()) {
            sum += node.client().status().staleBlocks();
        }
        return sum;
    }

    private List<ProcessReading> readings() throws IOException {
        List<ProcessReading> readings = new ArrayList<>();
        for (NodeProcess node : network.nodes()) {
            readings.add(ProcessReading.of(node.process().pid()));
        }
        return readings;
    }

    private Path fresh(Path target) throws IOException {
        byte[] bytes = new byte[FILE_BYTES];
        random.nextBytes(bytes);
        return Files.write(target, bytes);
    }
}
