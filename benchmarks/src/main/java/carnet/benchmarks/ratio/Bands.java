package carnet.benchmarks.ratio;

/**
 * The highest ratios that pass: about four times what was measured, so that only a large slowdown fails. Measured on two
 * processors (Java 17, November 2026) while other work loaded them 10 to 20 times over, and once while nothing else ran. Lower
 * the limits when code becomes faster.
 */
final class Bands {
    /** 20 MB on all five nodes against one raw copy: 51, 60, 67, 70 in four loaded runs, 33 in a quiet one. */
    static final double REPLICATION = 250;

    /** 100 registrations against 100 signatures and checks on one thread: 10, 13, 14, 16 in those, 27 in the quiet one. */
    static final double ACCEPTANCE = 100;

    private Bands() {}
}
