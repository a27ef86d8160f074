package carnet.benchmarks.rival;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RivalContenderTest {
    private static final Rounds.Point FEW = new Rounds.Point(Kind.TEXT, 1_000, 2, 1);
    private static final Rounds.Point MANY = new Rounds.Point(Kind.TEXT, 1_000, 7, 1);

    @TempDir
    private Path directory;

    private int opened;
    private int closed;

    /** Takes everything until a burst of as many files as break it. */
    private final class Fragile implements Rival {
        private final int breakingFiles;

        Fragile(int breakingFiles) {
            this.breakingFiles = breakingFiles;
            opened++;
        }

        @Override
        public Outcome burst(List<Path> files, int clients) throws IOException {
            if (files.size() == breakingFiles) {
                throw new IOException("out of memory");
            }
            List<Double> millis = Collections.nCopies(files.size(), 5.0);
            return new Outcome(Map.of(Clock.ACCEPTED, millis), 0, null, new Cost(1.0, 1.0, null, null, null));
        }

        @Override
        public void clear() {}

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void whatBreaksASystemCountsAsFailedAndTheNextRoundStartsItAnew() throws Exception {
        RivalContender contender = contender((sites, environment) -> new Fragile(opened == 0 ? MANY.files() : 0));

        contender.round(List.of(FEW, MANY), 1);
        assertThat(bursts(contender, FEW)).singleElement().satisfies(burst -> {
            assertThat(burst.failures()).isZero();
            assertThat(burst.setting()).isEqualTo(Results.EMULATED);
        });
        assertThat(bursts(contender, MANY)).singleElement().satisfies(burst -> assertThat(burst.failures())
                .isEqualTo(MANY.files()));
        assertThat(rivalDirectories()).as("stay for whoever wants to know why").isEqualTo(1);

        contender.round(List.of(MANY, FEW), 1);
        assertThat(bursts(contender, MANY)).singleElement().satisfies(burst -> {
            assertThat(burst.repeats()).isEqualTo(2);
            assertThat(burst.failures()).isEqualTo(MANY.files());
            assertThat(burst.clocks()).containsOnlyKeys(Clock.ACCEPTED);
            assertThat(burst.cost().serverCpuMillis()).isEqualTo(1.0);
        });
        assertThat(closed).isEqualTo(2);
        assertThat(rivalDirectories()).as("of the round that went well").isEqualTo(1);
    }

    @Test
    void whatDoesNotStartFailsInFull() throws Exception {
        RivalContender contender = contender((sites, environment) -> {
            throw new Failure(ExitCode.FAILED, "it did not start");
        });

        contender.round(List.of(FEW, MANY), 1);

        assertThat(contender.bursts())
                .as("the first after a start, which never was, too")
                .extracting(Burst::failures)
                .containsExactly(100, FEW.files(), MANY.files());
    }

    private RivalContender contender(Candidate.Opening opening) {
        return RivalContender.of(
                        List.of(new Candidate("fragile", opening)),
                        Results.EMULATED,
                        Ground.here(directory, 1),
                        directory,
                        1,
                        Environment.ofProcess())
                .get(0);
    }

    private static List<Burst> bursts(RivalContender contender, Rounds.Point point) {
        return contender.bursts().stream()
                .filter(burst -> !burst.first() && burst.files() == point.files())
                .toList();
    }

    private long rivalDirectories() throws IOException {
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(path -> path.getFileName().toString().startsWith("rival-"))
                    .count();
        }
    }
}
