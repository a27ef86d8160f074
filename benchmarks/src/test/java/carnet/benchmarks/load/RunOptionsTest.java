package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Tally;
import carnet.cli.terminal.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunOptionsTest {
    private static final Rounds.Point POINT = new Rounds.Point(Kind.TEXT, 1_000, 1, 3);

    /** A system whose third round breaks. */
    private static final class Breaking implements Contender {
        private final Tally tally = new Tally(Burst.CARNET, Results.MACHINE);
        private int rounds;

        @Override
        public boolean takes(Kind kind) {
            return true;
        }

        @Override
        public void round(List<Rounds.Point> points, int clients) throws IOException {
            if (++rounds == 3) {
                throw new IOException("a stream of events broke off");
            }
            tally.add(
                    new Tally.Point(Kind.TEXT, 1_000, 1, false),
                    new Outcome(Map.of(Clock.ACCEPTED, List.of(10.0 * rounds)), 0, null, Cost.UNKNOWN));
        }

        @Override
        public List<Burst> bursts() {
            return tally.bursts();
        }
    }

    @Test
    void whatIsFinishedOutlivesARoundThatBreaks(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("results.json");
        RunOptions run = CommandLine.populateCommand(
                new RunOptions(),
                "-o",
                file.toString(),
                "--dir",
                directory.resolve("data").toString());
        Environment environment = Environment.ofProcess();

        assertThatThrownBy(() -> run.measure(
                        environment, (home, finished) -> new Rounds(List.of(new Breaking()), 1, environment.terminal())
                                .run(List.of(POINT), 1, finished)))
                .hasMessageContaining("broke off");

        assertThat(Results.read(file).bursts()).singleElement().satisfies(burst -> assertThat(burst.repeats())
                .isEqualTo(2));
    }
}
