package carnet.cli.command;

import java.util.Locale;

/** Sizes for people. */
final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP_BITS = 10;

    private Sizes() {}

    /** Returns the size of 2^exponent bytes. */
    static String ofClass(int exponent) {
        int unit = Math.min(exponent / STEP_BITS, UNITS.length - 1);
        return (1L << (exponent - unit * STEP_BITS)) + " " + UNITS[unit];
    }

    /** Returns {@code bytes} with three digits. */
    static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1 << STEP_BITS;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%.0f %s", value, UNITS[unit]);
    }
}
