package carnet.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Tally.Point POINT = new Tally.Point(Kind.TEXT, 1_000, 3, false);
    private static final Tally.Point FIRST = new Tally.Point(Kind.TEXT, 1_000, 3, true);

    private final Tally tally = new Tally(Burst.CARNET, Results.MACHINE);

    @Test
    void equalBurstsAreOnePointAndTheFirstAfterAStartIsAnother() {
        tally.add(POINT, outcome(0, 1.0, 2.0, 9.0));
        tally.add(FIRST, outcome(0, 100.0, 100.0, 100.0));
        tally.add(POINT, outcome(0, 3.0, 4.0, 5.0));

        assertThat(tally.bursts()).extracting(Burst::first).containsExactly(false, true);
        Burst burst = tally.bursts().get(0);
        assertThat(burst.repeats()).isEqualTo(2);
        Timing timing = timing(burst);
        assertThat(timing.each().count()).isEqualTo(6);
        assertThat(timing.each().median()).isEqualTo(3);
        assertThat(timing.each().low()).as("lower of both medians").isEqualTo(2);
        assertThat(timing.each().high()).as("higher of both medians").isEqualTo(4);
        assertThat(timing.last().median()).isEqualTo(5);
        assertThat(timing.last().max()).isEqualTo(9);
    }

    @Test
    void recordsThatFailedAreCountedAndInNoTimeAndNoThroughput() {
        tally.add(POINT, outcome(1, 10.0, 20.0));
        tally.add(POINT, outcome(0, 10.0, 20.0, 30.0));
        tally.add(POINT, new Outcome(Map.of(), 3, "all were refused", Cost.UNKNOWN));

        Burst burst = tally.bursts().get(0);
        assertThat(burst.failures()).isEqualTo(4);
        assertThat(burst.landed()).as("of the two bursts that have times").isEqualTo(2.5);
        assertThat(timing(burst).each().count()).isEqualTo(5);
        assertThat(timing(burst).last().count()).isEqualTo(2);
    }

    @Test
    void burstsOfWhichNothingCameThroughMakeNoInterval() {
        for (int i = 0; i < 5; i++) {
            tally.add(POINT, outcome(0, 1.0, 2.0, 3.0));
        }
        assertThat(tally.bursts().get(0).hasRangeOnly()).isTrue();
        tally.add(POINT, new Outcome(Map.of(), 3, "all were refused", Cost.UNKNOWN));
        assertThat(tally.bursts().get(0).hasRangeOnly()).isTrue();
        tally.add(POINT, outcome(1, 1.0, 2.0));
        assertThat(tally.bursts().get(0).hasRangeOnly()).isFalse();
    }

    @Test
    void theCostIsTheMedianOfTheRepeatsButForTheMemory() {
        for (double cpu : List.of(30.0, 10.0, 20.0)) {
            Cost cost = new Cost(cpu, null, (long) cpu, null, 7L, (long) cpu, null, (long) cpu);
            tally.add(POINT, new Outcome(Map.of(Clock.ACCEPTED, List.of(1.0, 2.0, 3.0)), 0, null, cost));
        }
        tally.add(POINT, new Outcome(Map.of(), 3, "all were refused", new Cost(1.0, 1.0, 1L, 1L, 1L)));
        assertThat(tally.bursts().get(0).cost()).isEqualTo(new Cost(20.0, null, 20L, null, 7L, 20L, null, 30L));
    }

    private static Outcome outcome(int failures, Double... millis) {
        return new Outcome(Map.of(Clock.ACCEPTED, List.of(millis)), failures, null, Cost.UNKNOWN);
    }

    private static Timing timing(Burst burst) {
        Timing timing = burst.clocks().get(Clock.ACCEPTED);
        assertThat(timing).isNotNull();
        return timing;
    }
}
