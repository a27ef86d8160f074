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
 * @param low lower end of the 95 % interval of the median
 * @param high upper end of the same
 * @param p95 exceeded by one value in twenty
 * @param p99 exceeded by one value in a hundred; the highest where there are fewer values
 * @param max the highest
 */
public record Quantiles(
        int count, double mean, double median, double low, double high, double p95, double p99, double max) {
    /** Half the width of a 95 % interval, in standard deviations. */
    private static final double NORMAL_95 = 1.96;

    /**
     * Summarizes independent values. The interval holds for any distribution: its ends are the values at the ranks that a
     * fair coin tossed {@code count} times does not leave in 95 % of all cases (the normal approximation of the binomial
     * distribution; lowest and highest value below six).
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
        double reach = NORMAL_95 * Math.sqrt(n) / 2;
        int lower = (int) Math.max(1, Math.floor(n / 2.0 - reach));
        int upper = (int) Math.min(n, Math.ceil(n / 2.0 + reach) + 1);
        double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Quantiles(
                sorted.size(),
                mean,
                rank(sorted, 0.5),
                middles.get(lower - 1),
                middles.get(upper - 1),
                rank(sorted, 0.95),
                rank(sorted, 0.99),
                sorted.get(sorted.size() - 1));
    }

    /** Returns the median of values, the nearest rank. */
    public static double median(List<Double> values) {
        return rank(sorted(values), 0.5);
    }

    private static List<Double> sorted(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }

    private static double rank(List<Double> sorted, double part) {
        return sorted.get((int) Math.max(1, Math.ceil(part * sorted.size())) - 1);
    }
}
