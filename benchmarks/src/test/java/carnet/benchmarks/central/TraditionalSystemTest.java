package carnet.benchmarks.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.Ground;
import carnet.benchmarks.rival.Rival;
import carnet.cli.terminal.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TraditionalSystemTest {
    private static final int FILES = 5;
    private static final int FILE_BYTES = 200_000;

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void everyVariantTakesABurstAndPutsItOnItsDisks() throws Exception {
        Environment environment = Environment.ofProcess();
        List<Candidate> variants = TraditionalSystem.variants(2, environment.terminal());
        assumeTrue(!variants.isEmpty(), "no PostgreSQL is installed");
        assertThat(variants)
                .extracting(Candidate::system)
                .containsExactly("postgresql bytea", "postgresql files", "postgresql 1 sync replicas");
        // Not below the build's directory, which another user may not enter.
        Path directory = Files.createTempDirectory(Path.of("/tmp"), RunDirectory.PREFIX);
        try {
            Ground.Source grounds = Ground.here(directory, 2);
            for (Candidate variant : variants) {
                try (Ground ground = grounds.take();
                        Rival rival = variant.opening().open(ground.sites(), environment)) {
                    check(variant.system(), rival, directory, variant.equals(variants.get(2)));
                }
            }
        } finally {
            RunDirectory.delete(directory);
        }
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void aServerOneOfWhoseProcessesWasKilledIsWaitedFor() throws Exception {
        Environment environment = Environment.ofProcess();
        List<Candidate> variants = TraditionalSystem.variants(1, environment.terminal());
        assumeTrue(!variants.isEmpty(), "no PostgreSQL is installed");
        Path directory = Files.createTempDirectory(Path.of("/tmp"), RunDirectory.PREFIX);
        try (Ground ground = Ground.here(directory, 1).take();
                Rival rival = variants.get(0).opening().open(ground.sites(), environment)) {
            List<Path> files = files(directory);
            assertThat(rival.burst(files, 2).failures()).isZero();

            // As the kernel does when memory ends.
            ProcessHandle serving = ProcessHandle.current()
                    .descendants()
                    .filter(TraditionalSystemTest::servesAClient)
                    .findFirst()
                    .orElseThrow();
            assertThat(serving.destroyForcibly()).isTrue();
            serving.onExit().join();

            rival.clear();
            Outcome outcome = rival.burst(files, 2);
            assertThat(outcome.failures()).as(outcome.problem()).isZero();
        } finally {
            RunDirectory.delete(directory);
        }
    }

    private static boolean servesAClient(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .startsWith("postgres: postgres postgres 127.0.0.1");
        } catch (IOException ended) {
            return false;
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[FILE_BYTES];
            new Random(i).nextBytes(bytes);
            files.add(Files.write(directory.resolve("file-" + i), bytes));
        }
        return files;
    }

    private static void check(String system, Rival rival, Path directory, boolean replicated) throws Exception {
        Clock clock = replicated ? Clock.REPLICATED_ALL : Clock.ACCEPTED;
        List<Path> files = files(directory);

        Outcome outcome = rival.burst(files, 2);

        assertThat(outcome.failures()).as(system + ": " + outcome.problem()).isZero();
        assertThat(outcome.millis()).containsOnlyKeys(clock);
        assertThat(outcome.millis().get(clock)).hasSize(FILES).allSatisfy(millis -> assertThat(millis)
                .isPositive());
        assertThat(outcome.cost().writtenBytes()).isGreaterThan((long) FILES * FILE_BYTES);
        assertThat(outcome.cost().clientCpuMillis()).isPositive();

        Outcome again = rival.burst(files, 2);
        assertThat(again.failures())
                .as("files that lie there already are refused")
                .isEqualTo(FILES);
        rival.clear();
        assertThat(rival.burst(files, 2).failures()).as("after clearing").isZero();
    }
}
