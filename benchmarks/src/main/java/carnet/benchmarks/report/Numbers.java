package carnet.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Numbers {
    private static final int MOST_FILES = 300;
    private static final int DIGITS = 3;

    /** What nothing is known of. */
    static final String UNKNOWN = "-";

    private Numbers() {}

    /** Returns three significant digits, all of them from 1,000 on, or a dash for null. */
    static String of(@Nullable Number value) {
        if (value == null) {
            return UNKNOWN;
        }
        double number = value.doubleValue();
        if (Math.abs(number) >= 1_000) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        return new BigDecimal(number)
                .round(new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Returns a ratio with two decimals, or a dash when one side is unknown or nothing. */
    static String ratio(@Nullable Number part, @Nullable Number whole) {
        return part == null || whole == null || whole.doubleValue() == 0
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.2f", part.doubleValue() / whole.doubleValue());
    }

    /** Returns a size in decimal units. */
    static String bytes(long bytes) {
        if (bytes >= 1_000_000) {
            return of(bytes / 1e6) + " MB";
        }
        return bytes >= 1_000 ? of(bytes / 1e3) + " kB" : bytes + " B";
    }

    /** Returns the label of a logarithmic axis for numbers of files, which end at 300. */
    static String countTick(double value) {
        return Math.round(value) == MOST_FILES ? of(value) : tick(value);
    }

    /** Returns the label of an axis with logarithmic steps: only 1, 2 and 5 of each decade have one. */
    static String tick(double value) {
        double mantissa = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        long digit = Math.round(mantissa);
        return digit == 1 || digit == 2 || digit == 5 ? of(value) : " ";
    }
}
