package carnet.benchmarks.ratio;

import java.util.Locale;

/**
 * How much longer something takes than what it is compared with.
 *
 * @param name what it is, and what it is compared with
 * @param millis what it took
 * @param referenceMillis what the other took, in the same run on the same machine
 * @param limit the highest ratio that passes
 */
record Ratio(String name, double millis, double referenceMillis, double limit) {
    double value() {
        return millis / referenceMillis;
    }

    boolean isWithin() {
        return value() <= limit;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-72s %8.1f ms / %7.1f ms = %6.1f, limit %.0f: %s",
                name,
                millis,
                referenceMillis,
                value(),
                limit,
                isWithin() ? "ok" : "TOO SLOW");
    }
}
