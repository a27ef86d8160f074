package carnet.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
    private static final List<Double> ONE_TO_HUNDRED =
            IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

    @Test
    void quantilesAreNearestRanks() {
        Quantiles quantiles = Quantiles.of(ONE_TO_HUNDRED);
        assertThat(quantiles.median()).isEqualTo(50);
        assertThat(quantiles.p95()).isEqualTo(95);
        assertThat(quantiles.p99()).isEqualTo(99);
        assertThat(quantiles.mean()).isEqualTo(50.5);
        assertThat(quantiles.max()).isEqualTo(100);
    }

    @Test
    void theIntervalOfTheMedianComesFromRanksThatAFairCoinLeavesInOneCaseOfTwenty() {
        assertThat(Quantiles.of(ONE_TO_HUNDRED).low()).isEqualTo(40);
        assertThat(Quantiles.of(ONE_TO_HUNDRED).high()).isEqualTo(61);
        Quantiles few = Quantiles.of(List.of(3.0, 1.0, 2.0));
        assertThat(few.low()).isEqualTo(1);
        assertThat(few.high()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "5, 1", "6, 1", "8, 1", "9, 2", "10, 2", "11, 2", "12, 3", "20, 6", "2000, 956"})
    void theRanksAreTheClosestThatCover95Percent(int count, int rank) {
        Quantiles quantiles = Quantiles.of(
                IntStream.rangeClosed(1, count).mapToObj(i -> (double) i).toList());
        assertThat(quantiles.low()).isEqualTo(rank);
        assertThat(quantiles.high()).isEqualTo(count + 1 - rank);
    }

    @Test
    void recordsOfOneBurstCountAsOneObservationOfTheMedian() {
        Quantiles quantiles = Quantiles.ofGroups(List.of(List.of(10.0, 20.0, 90.0), List.of(80.0)));
        assertThat(quantiles.count()).isEqualTo(4);
        assertThat(quantiles.low()).isEqualTo(20);
        assertThat(quantiles.high()).isEqualTo(80);
    }

    @Test
    void aSlowBurstOfTenWidensTheIntervalOfTheHighQuantilesAndLeavesTheMedians() {
        List<List<Double>> bursts = new ArrayList<>(Collections.nCopies(9, ONE_TO_HUNDRED));
        bursts.add(ONE_TO_HUNDRED.stream().map(value -> 3 * value).toList());

        Quantiles quantiles = Quantiles.ofGroups(bursts);

        assertThat(quantiles.p99())
                .as("most of the last hundredth is the slow burst's")
                .isGreaterThan(200);
        assertThat(quantiles.p99Low()).as("where the slow one is not drawn").isEqualTo(99);
        assertThat(quantiles.p99High()).as("where it is drawn more than once").isBetween(quantiles.p99(), 300.0);
        assertThat(quantiles.p95Low()).isEqualTo(95);
        assertThat(quantiles.high()).isEqualTo(50);
        assertThat(Quantiles.ofGroups(bursts)).as("the same each time").isEqualTo(quantiles);
    }

    @Test
    void aQuantileThatHardlyAnyValueExceedsHasNoInterval() {
        Quantiles hundred = Quantiles.of(ONE_TO_HUNDRED);
        assertThat(hundred.p95Low()).isNotNull();
        assertThat(hundred.p99Low()).isNull();
        assertThat(hundred.p99High()).isNull();
    }

    @Test
    void ofFewBurstsTheRangeOfTheirOwnQuantilesIsTold() {
        Quantiles quantiles = Quantiles.ofGroups(List.of(
                ONE_TO_HUNDRED, ONE_TO_HUNDRED.stream().map(value -> 3 * value).toList()));

        assertThat(quantiles.p99Low()).isEqualTo(99);
        assertThat(quantiles.p99High()).isEqualTo(297);
        assertThat(quantiles.p95High()).isEqualTo(285);
    }

    @Test
    void whatIsWrittenIsReadBack(@TempDir Path directory) throws Exception {
        Quantiles quantiles = Quantiles.of(ONE_TO_HUNDRED);
        Burst burst = new Burst(
                Burst.CARNET,
                Results.MACHINE,
                Kind.TEXT,
                1_000,
                300,
                false,
                10,
                1,
                Map.of(Clock.ACCEPTED, new Timing(quantiles, quantiles)),
                Cost.UNKNOWN);
        Host host = new Host("2026-01-01T00:00:00Z", 2, "some", "17", "Linux", 0.5, null, 0.25, null);
        Results results = new Results(host, List.of(burst), List.of());
        results.write(directory.resolve("results.json"));
        results.write(directory.resolve("results.json"));
        assertThat(directory).isDirectoryContaining("glob:**results.json");
        assertThat(directory.toFile().list()).hasSize(1);
        assertThat(Results.read(directory.resolve("results.json"))).isEqualTo(results);
    }

    @Test
    void aStreamHasNoIntervalButTheSpreadOfItsStretches() {
        Quantiles stream =
                Quantiles.ofStretches(List.of(List.of(1.0, 2.0, 9.0), List.of(), List.of(5.0), List.of(3.0, 4.0)));

        assertThat(stream.count()).isEqualTo(6);
        assertThat(stream.median()).isEqualTo(3.0);
        assertThat(stream.low()).isEqualTo(2.0);
        assertThat(stream.high()).isEqualTo(5.0);
        assertThat(stream.p99High()).as("of the worst second").isEqualTo(9.0);
        assertThat(stream.p99Low()).as("of the best").isEqualTo(4.0);
        assertThat(stream.max()).isEqualTo(9.0);
    }
}
