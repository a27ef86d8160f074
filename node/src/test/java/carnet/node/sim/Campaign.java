package carnet.node.sim;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;

/** Runs many seeds, each on a healthy or faulty network with or without a hostile node, as its number says. */
public final class Campaign {
    private final int nodes;
    private final Wiring wiring;
    private final Report report = new Report();

    /** A campaign with so many honest nodes in each network. */
    public Campaign(int nodes) {
        this(nodes, Wiring.RIGHT);
    }

    Campaign(int nodes, Wiring wiring) {
        this.nodes = nodes;
        this.wiring = wiring;
    }

    /**
     * Runs seeds and prints each failure with the command that runs it again.
     *
     * @param from the first seed
     * @param seeds how many
     * @param twiceEvery every so many seeds one is run twice, and must be the same run; 0 for none
     * @return whether everything held and enough happened
     */
    public boolean run(long from, int seeds, int twiceEvery, PrintStream out) {
        long begin = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            Outcome outcome = Simulation.run(seed, setup(seed));
            if (outcome.violation() == null && twiceEvery > 0 && seed % twiceEvery == 0) {
                outcome = compared(outcome, Simulation.run(seed, setup(seed)));
            }
            report.add(outcome);
            Violation violation = outcome.violation();
            if (violation != null) {
                out.println("seed " + seed + ": " + violation.getMessage() + "; again with: " + command(seed));
                if (violation.getCause() != null) {
                    violation.getCause().printStackTrace(out);
                }
            }
        }
        out.println(report.line(Duration.ofNanos(System.nanoTime() - begin)));
        return report.failures().isEmpty();
    }

    /** Runs one seed and prints everything that happens. */
    public boolean replay(long seed, PrintStream out) {
        Outcome outcome = Simulation.run(seed, setup(seed).tracedTo(out::println));
        report.add(outcome);
        Violation violation = outcome.violation();
        out.println(violation == null ? "seed " + seed + " holds" : "seed " + seed + ": " + violation.getMessage());
        return violation == null;
    }

    Report report() {
        return report;
    }

    private Setup setup(long seed) {
        Setup setup = Setup.faulty(nodes).with(wiring);
        if (seed % 10 == 0) {
            setup = setup.with(Faults.none());
        }
        return seed % 3 == 0 ? setup.withHostile() : setup;
    }

    private String command(long seed) {
        return "./carnet bench simulate --replay " + seed + " --nodes " + nodes;
    }

    private static Outcome compared(Outcome first, Outcome second) {
        if (Objects.equals(first.trace(), second.trace())) {
            return first;
        }
        Violation violation = new Violation("one seed is one run", first.trace() + " and " + second.trace());
        return new Outcome(first.seed(), first.tally(), null, first.virtualMillis(), violation);
    }
}
