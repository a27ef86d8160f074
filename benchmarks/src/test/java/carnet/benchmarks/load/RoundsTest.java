package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final int ROUNDS = 12;
    private static final Rounds.Point REGISTRATION = new Rounds.Point(Kind.REGISTRATION, 1_000, 1, ROUNDS);
    private static final Rounds.Point TEXT = new Rounds.Point(Kind.TEXT, 1_000, 1, ROUNDS);
    private static final Rounds.Point SELDOM = new Rounds.Point(Kind.TEXT, 1_000, 300, 1);

    private final List<String> order = new ArrayList<>();
    private final List<List<Rounds.Point>> takenByB = new ArrayList<>();

    private final class Noted implements Contender {
        private final String name;

        Noted(String name) {
            this.name = name;
        }

        @Override
        public boolean takes(Kind kind) {
            return name.equals("A") || kind.movesContent();
        }

        @Override
        public void round(List<Rounds.Point> points, int clients) {
            order.add(name);
            if (name.equals("B")) {
                takenByB.add(points);
            }
        }

        @Override
        public List<Burst> bursts() {
            return List.of();
        }
    }

    @Test
    void everySystemHasItsTurnInEveryRoundInAnOrderThatTheSeedDraws() throws Exception {
        run(1, List.of(REGISTRATION, TEXT));
        List<String> first = List.copyOf(order);
        List<List<String>> rounds = new ArrayList<>();
        for (int i = 0; i < order.size(); i += 3) {
            rounds.add(order.subList(i, i + 3));
        }
        assertThat(rounds).hasSize(ROUNDS).allSatisfy(round -> assertThat(round)
                .containsExactlyInAnyOrder("A", "B", "C"));
        assertThat(new HashSet<>(rounds)).as("different orders").hasSizeGreaterThan(2);

        order.clear();
        run(1, List.of(REGISTRATION, TEXT));
        assertThat(order).isEqualTo(first);
    }

    @Test
    void aSystemGetsOnlyWhatItTakesAndOnlyAsOftenAsIsWanted() throws Exception {
        run(1, List.of(REGISTRATION, TEXT, SELDOM));
        assertThat(takenByB.get(0)).containsExactlyInAnyOrder(TEXT, SELDOM);
        assertThat(takenByB.subList(1, ROUNDS)).containsOnly(List.of(TEXT));
    }

    @Test
    void aSystemThatTakesNothingOfThePlanIsNotStarted() throws Exception {
        run(1, List.of(REGISTRATION));
        assertThat(order).hasSize(ROUNDS).containsOnly("A");
    }

    @Test
    void whatIsLeftIsReckonedByWhatTheRoundsTook() {
        double round = Estimate.seconds(List.of(TEXT, new Rounds.Point(Kind.TEXT, 1_000_000, 80, 1)));

        assertThat(round).isBetween(70.0, 80.0);
        assertThat(Estimate.seconds(List.of())).isZero();
        assertThat(Estimate.left(0, 9 * round, Duration.ZERO)).isEqualTo(9 * round);
        assertThat(Estimate.left(round, 9 * round, Duration.ofSeconds(100))).isEqualTo(900);
        assertThat(Estimate.text(45)).isEqualTo("about 45 s");
        assertThat(Estimate.text(900)).isEqualTo("about 15 min");
        assertThat(Estimate.text(9_000)).isEqualTo("about 2.5 h");
    }

    private void run(long seed, List<Rounds.Point> plan) throws Exception {
        new Rounds(
                        List.of(new Noted("A"), new Noted("B"), new Noted("C")),
                        seed,
                        Environment.ofProcess().terminal())
                .run(plan, 8, finished -> {});
    }
}
