package carnet.benchmarks.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample of times in milliseconds.
 *
 * @param count how many values
 * @param mean of all values
 * @param median the nearest rank, like the other quantiles
 * @param low lower end of the 95 % interval of the median; the lowest with fewer than six independent values. Of a stream
 *     the lowest median of a second
 * @param high upper end of the same; the highest with fewer than six, or of a stream's seconds
 * @param p95 exceeded by one value in twenty
 * @param p95Low lower end of its interval of about 95 % ({@link Resampling}), null where fewer than five values lie above
 *     it; with fewer than six groups the lowest that a group has, of a stream that a second has
 * @param p95High upper end of the same
 * @param p99 exceeded by one value in a hundred; the highest where there are fewer values
 * @param p99Low like {@code p95Low}
 * @param p99High like {@code p95High}
 * @param max the highest
 */
public record Quantiles(
        int count,
        double mean,
        double median,
        double low,
        double high,
        double p95,
        @Nullable Double p95Low,
        @Nullable Double p95High,
        double p99,
        @Nullable Double p99Low,
        @Nullable Double p99High,
        double max) {
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    /** Chance that the median lies beyond one end of its interval, at most. */
    private static final double TAIL = 0.025;

    /** With fewer values above a quantile it could be anything, and no interval would say so. */
    private static final double FEWEST_ABOVE = 5;

    /** With fewer groups there is no interval, only a range. */
    private static final int FEWEST_FOR_INTERVAL = 6;

    /** Summarizes independent values, each of which is a group of its own. */
    public static Quantiles of(List<Double> values) {
        return ofGroups(values.stream().map(List::of).toList());
    }

    /**
     * Summarizes values that come in groups, such as the records of one burst, which are slow or fast together. The interval
     * of the median is that of the groups' medians and holds for any distribution: its ends are the values at the closest
     * ranks between which a fair coin tossed as often as there are groups lands in at least 95 % of all cases. Below six
     * groups no ranks do so, and all intervals are only ranges of what single groups have.
     *
     * @param groups with a value each at least
     */
    public static Quantiles ofGroups(List<List<Double>> groups) {
        List<Double> medians = each(groups, 0.5);
        int lower = lowerRank(medians.size());
        return of(
                groups,
                new Range(medians.get(lower - 1), medians.get(medians.size() - lower)),
                interval(groups, P95),
                interval(groups, P99));
    }

    private static @Nullable Range interval(List<List<Double>> groups, double part) {
        if (groups.size() < FEWEST_FOR_INTERVAL) {
            return range(groups, part);
        }
        int values = groups.stream().mapToInt(List::size).sum();
        return values * (1 - part) < FEWEST_ABOVE ? null : Resampling.interval(groups, part);
    }

    /**
     * Summarizes one long stream by its stretches, such as seconds, each of which depends on the one before, so that there
     * is no interval: the ends are the lowest and the highest of a stretch.
     *
     * @param stretches of which some may be empty
     */
    public static Quantiles ofStretches(List<List<Double>> stretches) {
        List<List<Double>> filled =
                stretches.stream().filter(stretch -> !stretch.isEmpty()).toList();
        return of(filled, range(filled, 0.5), range(filled, P95), range(filled, P99));
    }

    private static Quantiles of(List<List<Double>> groups, Range median, @Nullable Range p95, @Nullable Range p99) {
        List<Double> sorted = sorted(groups.stream().flatMap(List::stream).toList());
        return new Quantiles(
                sorted.size(),
                sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                rank(sorted, 0.5),
                median.low(),
                median.high(),
                rank(sorted, P95),
                p95 == null ? null : p95.low(),
                p95 == null ? null : p95.high(),
                rank(sorted, P99),
                p99 == null ? null : p99.low(),
                p99 == null ? null : p99.high(),
                sorted.get(sorted.size() - 1));
    }

    private static Range range(List<List<Double>> groups, double part) {
        List<Double> each = each(groups, part);
        return new Range(each.get(0), each.get(each.size() - 1));
    }

    /** Returns a quantile of each group, sorted. */
    private static List<Double> each(List<List<Double>> groups, double part) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to summarize");
        }
        return sorted(groups.stream().map(group -> rank(sorted(group), part)).toList());
    }

    /** Returns the median of values, the nearest rank. */
    public static double median(List<Double> values) {
        return rank(sorted(values), 0.5);
    }

    /** Returns the highest rank, from 1, below which the median of {@code n} values lies with a chance of {@link #TAIL} at most. */
    private static int lowerRank(int n) {
        double logChance = -n * Math.log(2);
        double below = Math.exp(logChance);
        int rank = 1;
        while (below <= TAIL && rank < n) {
            logChance += Math.log((double) (n - rank + 1) / rank);
            below += Math.exp(logChance);
            if (below <= TAIL) {
                rank++;
            }
        }
        return rank;
    }

    private static List<Double> sorted(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }

    /** Returns the smallest of sorted values that at least this part of all does not exceed (the nearest rank). */
    public static double rank(List<Double> sorted, double part) {
        return sorted.get((int) Math.max(1, Math.ceil(part * sorted.size())) - 1);
    }
}
