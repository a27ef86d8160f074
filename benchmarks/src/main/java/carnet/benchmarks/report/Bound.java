package carnet.benchmarks.report;

import carnet.benchmarks.results.Results;

/** The time that bytes need on the emulated boards' links and memory cards, which let pass short bursts only. */
final class Bound {
    /** Copies that a star sends: one to each of the other four nodes. */
    static final int STAR_COPIES = 4;

    private Bound() {}

    /** Returns whether the links of a setting are known. */
    static boolean isKnown(String setting) {
        return setting.equals(Results.EMULATED);
    }

    /** Returns milliseconds until {@code bytes} have left the node that took them once (F/u), which is enough when others pass them on. */
    static double oneCopyMillis(double bytes) {
        return bytes * 8 / Results.EMULATED_LINK_BITS * 1000;
    }

    /** Returns milliseconds until a board's memory card has taken {@code bytes}. */
    static double cardMillis(double bytes) {
        return bytes / Results.EMULATED_CARD_BYTES * 1000;
    }

    /** Returns milliseconds until the same node has sent them to all others. */
    static double starMillis(double bytes) {
        return STAR_COPIES * oneCopyMillis(bytes);
    }
}
