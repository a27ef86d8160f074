package carnet.benchmarks.pi;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.rival.Ground;
import carnet.benchmarks.rival.Site;
import carnet.cli.devnet.NodeHost;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Raspberry Pis 3B made of namespaces and control groups whose names carry this process's id. All of it goes with
 * {@link #close}, which also runs when the process is told to end; what a killed process left goes with {@link #sweep}.
 */
final class EmulatedPis implements AutoCloseable {
    private static final String PREFIX = "carnet-lab-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)(-[A-Za-z]+)?");
    private static final int LISTEN_PORT = 7645;
    private static final int HTTP_PORT = 8645;

    /** The first of the ports that other systems get; none is given twice. Below those that the kernel hands out. */
    private static final int RIVALS_PORT = 10_000;

    private final GroupRoots roots;
    private final ControlGroup all;
    private final ControlGroup relayGroup;
    private final SwitchedNamespaces namespaces;
    private final Path sockets;
    private final List<Pi> pis = new ArrayList<>();
    private final List<ApiRelay> relays = new CopyOnWriteArrayList<>();
    private final List<NodeHost> hosts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final AtomicInteger nextPort = new AtomicInteger(RIVALS_PORT);
    private int grounds;
    private boolean closed;

    private EmulatedPis(GroupRoots roots, String run) {
        this.roots = roots;
        this.all = new ControlGroup(roots, run);
        this.relayGroup = new ControlGroup(roots, run + "/relays");
        this.namespaces = new SwitchedNamespaces(run);
        this.sockets = socketsOf(run);
    }

    /**
     * Makes the boards A, B and so on.
     *
     * @param directory on the disk whose writes are limited
     */
    static EmulatedPis open(int count, Path directory, Calibration calibration)
            throws IOException, Failure, InterruptedException {
        EmulatedPis pis = new EmulatedPis(
                GroupRoots.ofThisMachine(), PREFIX + ProcessHandle.current().pid());
        Runtime.getRuntime().addShutdownHook(new Thread(pis::closeAtExit, "remove Pis"));
        boolean opened = false;
        try {
            pis.build(count, directory, calibration);
            opened = true;
            return pis;
        } finally {
            if (!opened) {
                pis.close();
            }
        }
    }

    private void build(int count, Path directory, Calibration calibration)
            throws IOException, Failure, InterruptedException {
        Files.createDirectory(sockets);
        relayGroup.create();
        namespaces.create();
        Optional<String> device = BlockDevice.of(directory);
        for (int i = 0; i < count; i++) {
            String name = NodeHost.nameOf(i);
            ControlGroup group =
                    new ControlGroup(roots, PREFIX + ProcessHandle.current().pid() + "/" + name);
            group.create();
            group.limitProcessor(calibration.quotaMicros(), Calibration.PERIOD_MICROS);
            group.limitMemory(PiModel.MEMORY_BYTES);
            if (device.isPresent()) {
                group.limitWrites(device.get(), PiModel.WRITE_BYTES_PER_SECOND, PiModel.WRITES_PER_SECOND);
            }
            namespaces.plug(name, i);
            pis.add(new Pi(name, SwitchedNamespaces.addressOf(i), namespaces.namespace(name), group));
        }
        notes.add(linkNote());
        notes.add(writeNote(device.isPresent(), roots.isUnified()));
    }

    private String linkNote() {
        return "links: " + PiModel.LINK_RATE + " each way, TCP with " + namespaces.congestionControl() + ", "
                + (namespaces.hasDelay()
                        ? PiModel.LINK_DELAY + " of extra latency at each of four ends"
                        : "no netem: no extra latency")
                + (namespaces.isFiltering() ? ", each packet through this machine's firewall" : "");
    }

    private static String writeNote(boolean isDisk, boolean isUnified) {
        if (!isDisk) {
            return "disk: no write limit, since the directory is on no block device; flushes cost nothing here";
        }
        String limit = "disk: at most " + PiModel.WRITE_BYTES_PER_SECOND / 1_000_000 + " MB/s and "
                + PiModel.WRITES_PER_SECOND + " writes a second for each Pi";
        return isUnified
                ? limit
                : limit + "; cgroup v1 limits only what is flushed or written around the cache, so a program that"
                        + " does not flush is not held up";
    }

    /** Returns the boards. */
    List<Pi> pis() {
        return List.copyOf(pis);
    }

    /** Returns what a reader of figures must know of how well these Pis are emulated. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Returns the boards as places for one network's nodes at a time; starts the relays to them when first asked. */
    List<NodeHost> hosts() throws IOException {
        if (!hosts.isEmpty()) {
            return List.copyOf(hosts);
        }
        for (Pi pi : pis) {
            ApiRelay relay = relay(pi, pi.name(), HTTP_PORT);
            hosts.add(new NodeHost(
                    pi.name(),
                    pi.address() + ":" + LISTEN_PORT,
                    "127.0.0.1:" + HTTP_PORT,
                    relay.url(),
                    PiModel.JAVA_OPTIONS,
                    pi));
        }
        return List.copyOf(hosts);
    }

    /**
     * Makes the boards one system's own, in a new directory below. When it is given back, every process on the boards ends,
     * so that nothing of it costs the next one anything.
     */
    Ground ground(Path directory) throws IOException {
        Path below = Files.createDirectory(directory.resolve("rival-" + grounds++));
        List<ApiRelay> opened = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        for (Pi pi : pis) {
            sites.add(new Site(
                    pi.name(),
                    pi.address(),
                    Files.createDirectory(below.resolve(pi.name())),
                    pi,
                    nextPort::getAndIncrement,
                    port -> {
                        ApiRelay relay = relay(pi, pi.name() + "-" + port, port);
                        opened.add(relay);
                        return relay.address();
                    }));
        }
        return new Ground(below, sites, () -> vacate(opened));
    }

    private void vacate(List<ApiRelay> opened) throws IOException {
        try {
            for (Pi pi : pis) {
                pi.end();
            }
            for (ApiRelay relay : opened) {
                relay.close();
                relays.remove(relay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before all processes had ended", e);
        }
    }

    private ApiRelay relay(Pi pi, String socket, int port) throws IOException {
        ApiRelay relay = ApiRelay.start(command -> pi.within(relayGroup, command), sockets.resolve(socket), port);
        relays.add(relay);
        return relay;
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException | Failure e) {
            System.err.println("The emulated Pis were not removed in full (" + e.getMessage()
                    + "). Run 'carnet bench lab --clean' as root.");
        }
    }

    /** Ends every process on the boards and removes them. */
    @Override
    public synchronized void close() throws IOException, Failure {
        if (closed) {
            return;
        }
        for (ApiRelay relay : relays) {
            relay.close();
        }
        try {
            remove(all, namespaces, sockets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before all was removed", e);
        }
        closed = true;
    }

    private static void remove(ControlGroup group, SwitchedNamespaces namespaces, Path sockets)
            throws IOException, Failure, InterruptedException {
        group.remove();
        namespaces.remove();
        if (Files.exists(sockets)) {
            RunDirectory.delete(sockets);
        }
    }

    /** Removes what runs left whose process is gone, and returns their names. */
    static List<String> sweep() throws IOException, Failure, InterruptedException {
        GroupRoots roots = GroupRoots.ofThisMachine();
        Set<String> runs = new TreeSet<>();
        for (Path root : roots.distinct()) {
            ControlGroup.below(root).forEach(name -> addRun(runs, name));
        }
        SwitchedNamespaces.names().forEach(name -> addRun(runs, name));
        List<String> swept = new ArrayList<>();
        for (String run : runs) {
            if (!isRunning(Long.parseLong(run.substring(PREFIX.length())))) {
                remove(new ControlGroup(roots, run), new SwitchedNamespaces(run), socketsOf(run));
                swept.add(run);
            }
        }
        return swept;
    }

    private static void addRun(Set<String> runs, String name) {
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
            runs.add(PREFIX + matcher.group(1));
        }
    }

    /** A process id that came round again is taken for a run only if it is Java's. */
    private static boolean isRunning(long process) {
        return ProcessHandle.of(process)
                .map(handle -> handle.info().command().orElse("").endsWith("java"))
                .orElse(false);
    }

    private static Path socketsOf(String run) {
        return Path.of("/tmp", run);
    }
}
