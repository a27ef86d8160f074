package carnet.benchmarks.report;

import java.util.List;

/**
 * The straight line closest to points, by least squares, each point weighing the same.
 *
 * @param intercept its height at 0
 * @param slope its rise for each step to the right
 */
record LinearFit(double intercept, double slope) {
    /** A point above this many times the line is a knee. */
    static final double KNEE = 1.2;

    /**
     * How far the highest point stands above the line.
     *
     * @param x where
     * @param ratio its height over the line's; infinite where the line is not above 0
     */
    record Worst(double x, double ratio) {
        boolean isKnee() {
            return ratio > KNEE;
        }
    }

    /** A point. */
    record At(double x, double y) {}

    /** Fits two or more points with different {@code x}. */
    static LinearFit of(List<At> points) {
        double meanX = points.stream().mapToDouble(At::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(At::y).average().orElseThrow();
        double spread = points.stream()
                .mapToDouble(point -> (point.x() - meanX) * (point.x() - meanX))
                .sum();
        if (spread == 0) {
            throw new IllegalArgumentException("a line needs two places");
        }
        double slope = points.stream()
                        .mapToDouble(point -> (point.x() - meanX) * (point.y() - meanY))
                        .sum()
                / spread;
        return new LinearFit(meanY - slope * meanX, slope);
    }

    double at(double x) {
        return intercept + slope * x;
    }

    /** Returns the point that stands highest above the line. */
    Worst worst(List<At> points) {
        Worst worst = new Worst(Double.NaN, Double.NEGATIVE_INFINITY);
        for (At point : points) {
            double line = at(point.x());
            double ratio = line > 0 ? point.y() / line : Double.POSITIVE_INFINITY;
            if (ratio > worst.ratio()) {
                worst = new Worst(point.x(), ratio);
            }
        }
        return worst;
    }
}
