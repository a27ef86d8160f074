package carnet.benchmarks.figures;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param name what was measured
 * @param unit of all values
 * @param count how many values
 * @param median of the values
 * @param p95 their 95th percentile; the highest where there are fewer than 20
 * @param judged what is compared with the aim: the median, or the highest where all must hold it
 * @param most what that may be at most, or null without an aim
 */
record Figure(String name, String unit, int count, double median, double p95, double judged, @Nullable Double most) {
    static Figure of(String name, String unit, Sample sample, @Nullable Double most) {
        return new Figure(name, unit, sample.count(), sample.median(), sample.p95(), sample.median(), most);
    }

    /** Returns a figure whose aim every value must hold. */
    static Figure ofEach(String name, String unit, Sample sample, double most) {
        return new Figure(name, unit, sample.count(), sample.median(), sample.p95(), sample.max(), most);
    }

    static Figure of(String name, String unit, double value, @Nullable Double most) {
        return new Figure(name, unit, 1, value, value, value, most);
    }

    /** Returns whether it is within the aim; true without one. */
    boolean isMet() {
        return most == null || judged <= most;
    }

    /** Returns the line for people. */
    String line() {
        String aim = most == null ? "-" : "<= " + number(most);
        String high = judged > median ? ", highest " + number(judged) : ", p95 " + number(p95);
        String measured = count == 1 ? number(median) : number(median) + high + " of " + count;
        return String.format(
                Locale.ROOT, "%-58s %-12s %-30s %-10s %s", name, aim, measured, unit, isMet() ? "" : "missed");
    }

    private static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
