package carnet.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {
    private static final int FILES = 3;
    private static final int FILE_BYTES = 100_000;

    /** The clock by which each peer counts a file as put. */
    private static final Map<String, Clock> CLOCKS =
            Map.of("restic", Clock.ACCEPTED, "syncthing", Clock.REPLICATED_ALL, "kubo", Clock.REPLICATED_ALL);

    @ParameterizedTest
    @ValueSource(strings = {"restic", "syncthing", "kubo"})
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void takesBurstsAndForgetsThem(String name, @TempDir Path directory) throws Exception {
        Peer peer = Peer.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assumeTrue(peer.missing().isEmpty(), () -> String.join(", ", peer.missing()) + " not installed");
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[FILE_BYTES];
            new Random(i).nextBytes(bytes);
            files.add(Files.write(directory.resolve("file-" + i), bytes));
        }
        List<Site> sites = Site.here(directory, 3);
        assumeTrue(!peer.isolated() || Site.isMachineIsolated(), "only where nothing leaves this machine");
        try (Rival rival = peer.candidate().opening().open(sites, Environment.ofProcess())) {
            for (int round = 0; round < 2; round++) {
                Outcome outcome = rival.burst(files, 2);

                assertThat(outcome.failures()).as(outcome.problem()).isZero();
                assertThat(outcome.millis().get(CLOCKS.get(name)))
                        .hasSize(FILES)
                        .allSatisfy(millis -> assertThat(millis).isPositive());
                assertThat(outcome.cost().clientCpuMillis()).isPositive();
                rival.clear();
            }
        }
    }
}
