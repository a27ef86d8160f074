package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Bursts in rounds. In each round every system in turn, in an order drawn anew, starts, takes every point of the plan once,
 * in an order drawn anew too, and ends: whatever the machine does meanwhile falls on all of them, and none runs beside
 * another.
 */
public final class Rounds {
    private final List<Contender> contenders;
    private final Terminal terminal;
    private final Random random;

    /** Takes the systems, and the seed of both orders. */
    public Rounds(List<? extends Contender> contenders, long seed, Terminal terminal) {
        this.contenders = List.copyOf(contenders);
        this.terminal = terminal;
        this.random = new Random(seed);
    }

    /** Returns rounds of Carnet's own bursts. */
    public static Rounds of(Cluster.Source source, Path directory, long seed, Terminal terminal) {
        return new Rounds(List.of(new CarnetContender(source, directory, terminal)), seed, terminal);
    }

    /**
     * One point of a curve.
     *
     * @param kind what is put
     * @param fileBytes size of each file
     * @param files how many at once
     * @param repeats in how many rounds
     */
    public record Point(Kind kind, long fileBytes, int files, int repeats) {}

    /** Takes what is finished. */
    @FunctionalInterface
    public interface Finished {
        /** Takes the bursts of all rounds until now. */
        void take(List<Burst> bursts) throws IOException;
    }

    /**
     * Measures.
     *
     * @param clients how many files of a burst are under way at once; registrations all are
     * @param finished is called after each round, since a later one may fail
     */
    public List<Burst> run(List<Point> plan, int clients, Finished finished) throws Exception {
        int rounds = plan.stream().mapToInt(Point::repeats).max().orElse(0);
        long start = System.nanoTime();
        terminal.note(String.format(
                Locale.ROOT,
                "this takes %s, if a start takes %d s and files %d MB/s; how long is told anew after each round",
                Estimate.text(seconds(plan, 0, rounds)),
                Estimate.START_SECONDS,
                Estimate.MEGABYTES_PER_SECOND));
        for (int round = 0; round < rounds; round++) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            double left = Estimate.left(seconds(plan, 0, round), seconds(plan, round, rounds), took);
            terminal.note(String.format(Locale.ROOT, "round %d of %d", round + 1, rounds)
                    + (round == 0 ? "" : ", " + Estimate.text(left) + " are left"));
            for (Contender contender : shuffled(contenders)) {
                List<Point> points = taken(plan, contender, round);
                if (!points.isEmpty()) {
                    contender.round(shuffled(points), clients);
                }
            }
            finished.take(bursts());
        }
        return bursts();
    }

    private static List<Point> taken(List<Point> plan, Contender contender, int round) {
        return plan.stream()
                .filter(point -> point.repeats() > round && contender.takes(point.kind()))
                .toList();
    }

    /** Returns what rounds are thought to take. */
    private double seconds(List<Point> plan, int from, int to) {
        double seconds = 0;
        for (int round = from; round < to; round++) {
            for (Contender contender : contenders) {
                seconds += Estimate.seconds(taken(plan, contender, round));
            }
        }
        return seconds;
    }

    private List<Burst> bursts() {
        return contenders.stream()
                .flatMap(contender -> contender.bursts().stream())
                .toList();
    }

    private <T> List<T> shuffled(List<T> given) {
        List<T> order = new ArrayList<>(given);
        Collections.shuffle(order, random);
        return order;
    }
}
