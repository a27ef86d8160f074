package carnet.benchmarks.report;

import java.util.List;

/**
 * The straight line through the points up to {@link #END}, by least squares. A point weighs one over its number of files and
 * {@link #EVEN} more: times of many files scatter more, and those of few files by some milliseconds whatever their number.
 *
 * @param intercept its height at 0
 * @param slope its rise for each step to the right
 */
record LinearFit(double intercept, double slope) {
    /** Where the paper's curve bends; what lies beyond is compared with the line, never fitted. */
    static final double END = 180;

    /** A point beyond {@link #END} above this many times the line is a knee. */
    static final double KNEE = 1.2;

    /** The line counts as at least this high, in milliseconds, so that nothing is many times almost nothing. */
    static final double FLOOR = 5;

    /** Up to about here points weigh much the same. */
    static final double EVEN = 30;

    private static final int FEWEST = 3;

    /**
     * How far the highest point beyond {@link #END} stands above the line.
     *
     * @param x where
     * @param ratio its height over the line's
     */
    record Worst(double x, double ratio) {
        boolean isKnee() {
            return ratio > KNEE;
        }
    }

    /** A point. */
    record At(double x, double y) {}

    /** Returns whether there is something to fit and something to compare with it. */
    static boolean canJudge(List<At> points) {
        return points.stream().anyMatch(point -> point.x() > END)
                && points.stream()
                                .mapToDouble(At::x)
                                .filter(x -> x <= END)
                                .distinct()
                                .count()
                        >= FEWEST;
    }

    /** Fits the points up to {@link #END}, of which two or more have different {@code x}. */
    static LinearFit of(List<At> points) {
        List<At> fitted = points.stream().filter(point -> point.x() <= END).toList();
        double weights = fitted.stream().mapToDouble(LinearFit::weight).sum();
        double meanX =
                fitted.stream().mapToDouble(point -> weight(point) * point.x()).sum() / weights;
        double meanY =
                fitted.stream().mapToDouble(point -> weight(point) * point.y()).sum() / weights;
        double spread = fitted.stream()
                .mapToDouble(point -> weight(point) * (point.x() - meanX) * (point.x() - meanX))
                .sum();
        if (fitted.stream().mapToDouble(At::x).distinct().count() < 2) {
            throw new IllegalArgumentException("a line needs two places");
        }
        double slope = fitted.stream()
                        .mapToDouble(point -> weight(point) * (point.x() - meanX) * (point.y() - meanY))
                        .sum()
                / spread;
        return new LinearFit(meanY - slope * meanX, slope);
    }

    private static double weight(At point) {
        return 1 / (point.x() + EVEN);
    }

    double at(double x) {
        return intercept + slope * x;
    }

    /** Returns the point beyond {@link #END} that stands highest above the line; there must be one. */
    Worst worst(List<At> points) {
        Worst worst = new Worst(Double.NaN, Double.NEGATIVE_INFINITY);
        for (At point : points) {
            double ratio = point.y() / Math.max(FLOOR, at(point.x()));
            if (point.x() > END && ratio > worst.ratio()) {
                worst = new Worst(point.x(), ratio);
            }
        }
        return worst;
    }
}
