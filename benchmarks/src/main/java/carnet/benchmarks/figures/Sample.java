package carnet.benchmarks.figures;

import carnet.benchmarks.results.Quantiles;
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

    private double quantile(double q) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return Quantiles.rank(sorted, q);
    }
}
