package carnet.benchmarks.pi;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.Usage;
import carnet.cli.client.Upload;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Shows that the emulated Pis are what they should be, and that a network runs on them. */
final class LabCheck {
    private static final long COPY_BYTES = 60_000_000;

    /** How far processor and link may be from what they should be; other work on this machine slows them. */
    private static final double TOLERANCE = 0.15;

    private static final int FILE_BYTES = 1_000_000;
    private static final Duration HELD_TIMEOUT = Duration.ofMinutes(1);

    private final EmulatedPis emulated;
    private final Path directory;
    private final Environment environment;
    private final Terminal terminal;

    LabCheck(EmulatedPis emulated, Path directory, Environment environment) {
        this.emulated = emulated;
        this.directory = directory;
        this.environment = environment;
        this.terminal = environment.terminal();
    }

    /** Measures single boards; returns whether their processor and link are what they should be. */
    boolean boards() throws IOException, Failure, InterruptedException {
        Pi first = emulated.pis().get(0);
        Files.createDirectories(directory.resolve("probe"));
        double hashed = number(first.probe("cores", Integer.toString(PiModel.CORES)), 0);
        double aPiHashes = PiModel.CORES * PiModel.SHA256_MEGABYTES_PER_SECOND;
        terminal.format(
                "processor: SHA-256 on %d threads of Pi A %.0f MB/s; a Pi 3B does %.0f: %s",
                PiModel.CORES, hashed, aPiHashes, verdict(isAbout(hashed, aPiHashes)));
        double seconds = first.copySeconds(emulated.pis().get(1), COPY_BYTES);
        double copied = COPY_BYTES / seconds;
        terminal.format(
                "link: %d MB from Pi A to Pi B over one TCP connection in %.2f s, %.2f MB/s of %.2f: %s",
                COPY_BYTES / 1_000_000,
                seconds,
                copied / 1e6,
                PiModel.LINK_BYTES_PER_SECOND / 1e6,
                verdict(isAbout(copied, PiModel.LINK_BYTES_PER_SECOND)));
        String flushes = first.probe("disk", directory.resolve("probe").toString());
        terminal.format(
                "flush: 4 KiB %.1f ms, 1 MiB %.0f ms (medians, on Pi A)", number(flushes, 0), number(flushes, 1));
        return isAbout(hashed, aPiHashes) && isAbout(copied, PiModel.LINK_BYTES_PER_SECOND);
    }

    private static boolean isAbout(double measured, double wanted) {
        return Math.abs(measured / wanted - 1) <= TOLERANCE;
    }

    private static String verdict(boolean isRight) {
        return isRight ? "right" : "NOT RIGHT";
    }

    private static double number(String printed, int line) {
        return Double.parseDouble(printed.lines().toList().get(line));
    }

    /** Founds a network, puts two files one after the other, and says what each Pi used in all. */
    void network() throws IOException, Failure, InterruptedException {
        List<LinkUsage> before = links();
        long start = System.nanoTime();
        try (PiCluster cluster = PiCluster.open(emulated, directory.resolve("network"), environment)) {
            terminal.format("network: founded, serving and one member registered after %.1f s", since(start) / 1e3);
            put(cluster.network(), "first");
            put(cluster.network(), "second");
            List<LinkUsage> after = links();
            for (int i = 0; i < after.size(); i++) {
                Pi pi = emulated.pis().get(i);
                Usage cost = pi.cost();
                LinkUsage link = after.get(i).since(before.get(i));
                terminal.format(
                        "Pi %s: %.1f s of this machine's processors, peak %d MiB, sent %.1f MB, received %.1f MB,"
                                + " wrote %.1f MB",
                        pi.name(),
                        cost.cpuMillis() / 1e3,
                        pi.peakResidentBytes() >> 20,
                        link.sentBytes() / 1e6,
                        link.receivedBytes() / 1e6,
                        cost.writtenBytes() / 1e6);
            }
        }
    }

    private List<LinkUsage> links() throws IOException, Failure, InterruptedException {
        List<LinkUsage> links = new ArrayList<>();
        for (Pi pi : emulated.pis()) {
            links.add(pi.link());
        }
        return links;
    }

    private void put(LocalNetwork network, String which) throws IOException, Failure, InterruptedException {
        byte[] bytes = new byte[FILE_BYTES];
        new SplittableRandom(which.hashCode()).nextBytes(bytes);
        Path file = Files.write(directory.resolve(which + ".bin"), bytes);
        long start = System.nanoTime();
        Upload upload = network.member().put(file, network.nodes().get(0).client());
        long acceptedMillis = since(start);
        String hashId = upload.hashId().toString();
        network.await(HELD_TIMEOUT, "all Pis to hold the file", () -> {
            for (NodeProcess node : network.nodes()) {
                if (node.client()
                        .record(network.member().key(), hashId)
                        .filter(record -> record.held())
                        .isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        terminal.format(
                "put, %s: 1 MB at node A accepted after %d ms, held by all %d after %d ms (seen within 50 ms)",
                which, acceptedMillis, network.nodes().size(), since(start));
    }

    private static long since(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
