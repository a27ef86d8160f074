package carnet.benchmarks.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
 * @param p99 exceeded by one value in a hundred; the highest where there are fewer values
 * @param max the highest
 */
public record Quantiles(
        int count, double mean, double median, double low, double high, double p95, double p99, double max) {
    /** Chance that the median lies beyond one end of its interval, at most. */
    private static final double TAIL = 0.025;

    /**
     * Summarizes independent values. The interval holds for any distribution: its ends are the values at the closest ranks
     * between which a fair coin tossed {@code count} times lands in at least 95 % of all cases. Below six values no ranks do
     * so, and it is only the range from the lowest to the highest.
     */
    public static Quantiles of(List<Double> values) {
        return of(values, values);
    }

    /**
     * Summarizes values that come in groups, such as the records of one burst, which are slow or fast together: the
     * interval of the median is that of the groups' medians.
     *
     * @param values all of them
     * @param medians one of each group
     */
    public static Quantiles of(List<Double> values, List<Double> medians) {
        if (values.isEmpty() || medians.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to summarize");
        }
        List<Double> sorted = sorted(values);
        List<Double> middles = sorted(medians);
        int n = middles.size();
        int lower = lowerRank(n);
        double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Quantiles(
                sorted.size(),
                mean,
                rank(sorted, 0.5),
                middles.get(lower - 1),
                middles.get(n - lower),
                rank(sorted, 0.95),
                rank(sorted, 0.99),
                sorted.get(sorted.size() - 1));
    }

    /**
     * Summarizes one long stream by its stretches, such as seconds, each of which depends on the one before, so that there
     * is no interval: {@code low} and {@code high} are the lowest and the highest median of a stretch.
     */
    public static Quantiles ofStretches(List<List<Double>> stretches) {
        List<Double> values = stretches.stream().flatMap(List::stream).toList();
        List<Double> medians = sorted(stretches.stream()
                .filter(stretch -> !stretch.isEmpty())
                .map(Quantiles::median)
                .toList());
        Quantiles all = of(values, medians);
        return new Quantiles(
                all.count,
                all.mean,
                all.median,
                medians.get(0),
                medians.get(medians.size() - 1),
                all.p95,
                all.p99,
                all.max);
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
