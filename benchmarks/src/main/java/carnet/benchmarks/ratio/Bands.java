package carnet.benchmarks.ratio;

/**
 * The highest ratios that pass: several times what was measured on two processors (Java 17, November 2026), with nothing
 * else running or while other work loaded them 10 to 20 times over, so that only a large slowdown fails. Lower the limits
 * when code becomes faster.
 */
final class Bands {
    /** 20 MB on all five nodes against one raw copy: 26 and 30 alone; earlier code 33 alone and 51 to 70 loaded. */
    static final double REPLICATION = 200;

    /** 100 registrations against 100 signatures and checks on one thread: 6 alone; earlier code 27 alone, 10 to 16 loaded. */
    static final double ACCEPTANCE = 60;

    private Bands() {}
}
