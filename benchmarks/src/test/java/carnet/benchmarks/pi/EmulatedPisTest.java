package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.benchmarks.rival.Ground;
import carnet.benchmarks.rival.Site;
import carnet.cli.devnet.NodeHost;
import carnet.cli.terminal.Failure;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds real ones, where that is allowed. */
@Timeout(60)
class EmulatedPisTest {
    private static final Calibration HALF_A_CORE = new Calibration(8 * PiModel.SHA256_MEGABYTES_PER_SECOND, 2);
    private static final int BYTES = 6_000_000;

    @TempDir
    private Path directory;

    @BeforeEach
    void requireRootAndTools() throws Exception {
        Optional<Failure> missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.map(Failure::line).orElse(""));
    }

    @Test
    void twoPisHaveALinkOf94MegabitAndAnApiThatIsReachedFromOutsideAndLeaveNothing() throws Exception {
        String run = "carnet-lab-" + ProcessHandle.current().pid();
        List<Long> processes;
        try (EmulatedPis emulated = EmulatedPis.open(2, directory, HALF_A_CORE)) {
            assertThat(emulated.notes()).hasSize(2);
            assertThat(emulated.notes().get(0)).containsPattern("links: 94mbit each way, TCP with (cubic|reno)");
            Pi first = emulated.pis().get(0);
            Pi second = emulated.pis().get(1);
            double bytesPerSecond = BYTES / first.copySeconds(second, BYTES);
            // What the burst lets pass before the first byte arrives is not counted: 2 % are for it.
            assertThat(bytesPerSecond).isBetween(1e6, 1.02 * PiModel.LINK_BYTES_PER_SECOND);
            assertThat(first.link().sentBytes()).isBetween((long) BYTES, BYTES * 11L / 10);
            assertThat(second.link().receivedBytes()).isBetween((long) BYTES, BYTES * 11L / 10);
            assertThat(first.cost().cpuMillis()).isPositive();

            List<NodeHost> hosts = emulated.hosts();
            Process api = new ProcessBuilder(second.on(
                            Tool.java(PiModel.JAVA_OPTIONS, Probe.class, List.of("receive", "127.0.0.1", "8645"))))
                    .start();
            try (BufferedReader said = api.inputReader()) {
                assertThat(said.readLine()).isEqualTo("ready");
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        hosts.get(1).url().base().getPort())) {
                    socket.getOutputStream().write(new byte[BYTES]);
                }
                assertThat(said.readLine()).isEqualTo(Integer.toString(BYTES));
            }
            processes = new ControlGroup(GroupRoots.ofThisMachine(), run + "/relays").processes();
            assertThat(processes).hasSize(2);
        }
        assertThat(SwitchedNamespaces.names()).noneMatch(name -> name.startsWith(run));
        assertThat(processes).noneMatch(process -> ProcessHandle.of(process).isPresent());
        for (Path root : GroupRoots.ofThisMachine().distinct()) {
            assertThat(root.resolve(run)).doesNotExist();
        }
    }

    @Test
    void anotherSystemIsReachedOnItsSitesAndEndsWithThem() throws Exception {
        try (EmulatedPis emulated = EmulatedPis.open(1, directory, HALF_A_CORE)) {
            Pi pi = emulated.pis().get(0);
            Process left;
            try (Ground ground = emulated.ground(directory)) {
                Site site = ground.sites().get(0);
                assertThat(site.address()).isEqualTo(pi.address());
                int port = site.ports().next();
                assertThat(site.ports().next()).isNotEqualTo(port);
                InetSocketAddress reached = site.reach().of(port);
                left = new ProcessBuilder(site.commands()
                                .on(Tool.java(
                                        PiModel.JAVA_OPTIONS,
                                        Probe.class,
                                        List.of("receive", "127.0.0.1", Integer.toString(port)))))
                        .start();
                BufferedReader said = left.inputReader();
                assertThat(said.readLine()).isEqualTo("ready");
                try (Socket socket = new Socket(reached.getAddress(), reached.getPort())) {
                    socket.getOutputStream().write(new byte[BYTES]);
                }
                assertThat(said.readLine()).isEqualTo(Integer.toString(BYTES));
                left = new ProcessBuilder(site.commands().on(List.of("sleep", "600"))).start();
            }
            assertThat(left.waitFor()).as("ended by a signal").isGreaterThan(128);
            assertThat(emulated.ground(directory).directory())
                    .as("the next has one of its own")
                    .isDirectory();
        }
    }

    @Test
    void aPiGetsNoMoreThanItsShareOfProcessorsAndWrites() throws Exception {
        Calibration fifthOfACore = new Calibration(20 * PiModel.SHA256_MEGABYTES_PER_SECOND, 2);
        try (EmulatedPis emulated = EmulatedPis.open(1, directory, fifthOfACore)) {
            Pi pi = emulated.pis().get(0);
            long start = System.nanoTime();
            pi.probe("cores", "4");
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(pi.cost().cpuMillis() / 1e3 / seconds)
                    .as("cores of this machine")
                    .isBetween(0.01, 0.23);

            if (BlockDevice.of(directory).isPresent()) {
                // Around the cache: who writes is then certain, also where another process flushes meanwhile.
                String file = "of=" + directory.resolve("written");
                start = System.nanoTime();
                Tool.run(pi.on(List.of("dd", "if=/dev/zero", file, "bs=1M", "count=8", "oflag=direct")));
                assertThat((System.nanoTime() - start) / 1e6)
                        .as("ms for 8 MiB at 10 MB/s")
                        .isGreaterThan(600);
            }
        }
    }

    @Test
    void sweepsWhatAKilledRunLeftWithItsProcesses() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        String run = "carnet-lab-" + killed.pid();
        GroupRoots roots = GroupRoots.ofThisMachine();
        ControlGroup group = new ControlGroup(roots, run + "/A");
        group.create();
        SwitchedNamespaces namespaces = new SwitchedNamespaces(run);
        namespaces.create();
        namespaces.plug("A", 0);
        Pi pi = new Pi("A", "10.77.0.1", namespaces.namespace("A"), group);
        Process left = new ProcessBuilder(pi.on(List.of("sh", "-c", "echo there; exec sleep 600"))).start();
        assertThat(left.inputReader().readLine()).isEqualTo("there");

        assertThat(EmulatedPis.sweep()).contains(run);

        assertThat(left.waitFor()).as("ended by a signal").isGreaterThan(128);
        assertThat(SwitchedNamespaces.names()).noneMatch(name -> name.startsWith(run));
        assertThat(EmulatedPis.sweep()).doesNotContain(run);
    }
}
