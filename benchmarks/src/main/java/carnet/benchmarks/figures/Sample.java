package carnet.benchmarks.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Values of one kind, of which the median and a high quantile are told. */
final class Sample {
    private static final double HIGH = 0.95;

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    double median() {
        return quantile(0.5);
    }

    double p95() {
        return quantile(HIGH);
    }

    double max() {
        return Collections.max(values);
    }

    /** Returns the smallest value that at least the part {@code q} of all values does not exceed (the nearest rank). */
    private double quantile(double q) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(q * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
