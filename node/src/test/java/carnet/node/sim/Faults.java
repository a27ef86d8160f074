package carnet.node.sim;

/**
 * What goes wrong in one run. Each seed draws its own, and leaves some out, so that runs differ in kind and not only in
 * luck.
 *
 * @param drop probability that a message is lost
 * @param duplicate probability that a message comes twice
 * @param slow probability that a message takes the long way
 * @param slowMeanMillis mean of the long way
 * @param bulkLoss probability that a chunk request gets no answer
 * @param cutEveryMillis mean time between partitions, 0 for none
 * @param halfOpenEveryMillis mean time between links that die in one direction, 0 for none
 * @param crashEveryMillis mean time between crashes, 0 for none
 * @param fullEveryMillis mean time between full disks, 0 for none
 * @param clockEveryMillis mean time between clock steps, 0 for none
 * @param skewMillis clocks differ from the true time by up to this
 * @param driftPpm clocks run wrong by up to this
 */
record Faults(
        double drop,
        double duplicate,
        double slow,
        long slowMeanMillis,
        double bulkLoss,
        long cutEveryMillis,
        long halfOpenEveryMillis,
        long crashEveryMillis,
        long fullEveryMillis,
        long clockEveryMillis,
        long skewMillis,
        int driftPpm) {
    private static final long HALF_MINUTE_MILLIS = 30_000;

    /** A healthy LAN. */
    static Faults none() {
        return new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 50);
    }

    /** Returns whether each message comes once and in time. */
    boolean areNoneOfMessages() {
        return drop == 0 && duplicate == 0 && slow == 0;
    }

    /** Draws what a seed has to bear. */
    static Faults draw(Dice dice) {
        return new Faults(
                dice.chance(0.7) ? dice.between(0.0, 0.3) : 0,
                dice.chance(0.6) ? dice.between(0.0, 0.5) : 0,
                dice.chance(0.6) ? dice.between(0.0, 0.2) : 0,
                dice.between(200, 5_000),
                dice.chance(0.6) ? dice.between(0.0, 0.4) : 0,
                every(dice, 0.8, 1, 6),
                every(dice, 0.5, 1, 8),
                every(dice, 0.8, 1, 5),
                every(dice, 0.4, 2, 8),
                every(dice, 0.3, 2, 10),
                dice.chance(0.5) ? dice.between(0, 45) : dice.between(0, 3_000),
                (int) dice.between(0, 1_000));
    }

    private static long every(Dice dice, double probability, long fromHalves, long toHalves) {
        return dice.chance(probability)
                ? dice.between(fromHalves * HALF_MINUTE_MILLIS, toHalves * HALF_MINUTE_MILLIS)
                : 0;
    }
}
