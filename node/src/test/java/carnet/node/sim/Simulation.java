package carnet.node.sim;

/** One seed, start to end: faults first, then healing, agreement within a bound, and silence. */
final class Simulation {
    /** How long things go wrong. */
    static final long FAULTY_MILLIS = 8 * 60_000;

    /** After the last fault all nodes agree within this time and every promise is kept. */
    static final long CONVERGENCE_MILLIS = 3 * 60_000;

    /**
     * When this much later one more record is put: a node may sit on a block that it made by a wrong clock and that the
     * others take up to an hour later, or never when they made a better chain by then.
     */
    private static final long AFTER_HEALING_MILLIS = 20_000;

    /** Then the last messages are said. */
    private static final long SETTLE_MILLIS = 30_000;

    /** Then nothing happens any more. */
    private static final long SILENCE_MILLIS = 2 * 60_000;

    private static final long PAUSE_MEAN_MILLIS = 40_000;
    private static final long ATTACK_MEAN_MILLIS = 2_000;

    private Simulation() {}

    /** Runs a seed. */
    static Outcome run(long seed, Setup setup) {
        return runIn(new World(seed, setup), seed);
    }

    /** Runs a network that was made for this seed. */
    static Outcome runIn(World world, long seed) {
        long begin = world.timeline().nowMillis();
        try {
            Chaos chaos = new Chaos(world);
            world.start();
            world.clients().start(PAUSE_MEAN_MILLIS);
            Hostile hostile = world.hostileNode();
            if (hostile != null) {
                hostile.start(ATTACK_MEAN_MILLIS);
            }
            chaos.start();
            world.run(FAULTY_MILLIS);
            chaos.stop();
            world.heal();
            if (world.tally().get(Count.CLOCK_STEPS) > 0) {
                world.run(AFTER_HEALING_MILLIS);
                world.clients().putOne();
            }
            world.converge(CONVERGENCE_MILLIS);
            world.machines().forEach(world.checks()::atEnd);
            world.run(SETTLE_MILLIS);
            world.silence(SILENCE_MILLIS);
            long passed = world.timeline().nowMillis() - begin;
            return new Outcome(seed, world.tally(), world.end(), passed, null);
        } catch (Violation e) {
            return new Outcome(seed, world.tally(), null, world.timeline().nowMillis() - begin, e);
        } catch (RuntimeException e) {
            Violation violation = new Violation("no exception but those of the disk", e.toString());
            violation.initCause(e);
            return new Outcome(seed, world.tally(), null, world.timeline().nowMillis() - begin, violation);
        }
    }
}
