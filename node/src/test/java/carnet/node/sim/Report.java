package carnet.node.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** Many seeds added up: the line that says what was run, and whether it was enough to mean anything. */
final class Report {
    private final Tally sum = new Tally();
    private final List<Outcome> failures = new ArrayList<>();
    private int seeds;
    private long virtualMillis;

    void add(Outcome outcome) {
        seeds++;
        virtualMillis += outcome.virtualMillis();
        sum.add(outcome.tally());
        if (outcome.violation() != null) {
            failures.add(outcome);
        }
    }

    Tally sum() {
        return sum;
    }

    List<Outcome> failures() {
        return failures;
    }

    /** Returns one line with every figure. */
    String line(Duration real) {
        StringJoiner line = new StringJoiner(", ");
        double hours = virtualMillis / 3_600_000.0;
        double ratio = virtualMillis / (double) Math.max(1, real.toMillis());
        line.add(seeds + " seeds");
        line.add(String.format(Locale.ROOT, "%.1f simulated hours", hours));
        line.add(String.format(Locale.ROOT, "%.0f times real time", ratio));
        for (Count count : Count.values()) {
            line.add(sum.get(count) + " " + count.words());
        }
        line.add("deepest reorg " + sum.deepestReorg());
        line.add("kill points " + sum.killPoints().size() + "/" + KillPoint.values().length);
        line.add("attacks " + sum.attacks().size() + "/" + Attack.values().length);
        line.add("at most " + sum.busiestMinute() + " messages of a node in a minute");
        line.add("slowest agreement " + sum.slowestConvergenceMillis() + " ms");
        line.add(failures.size() + " violations");
        return line.toString();
    }

    /** Returns what this many seeds should have shown and did not: such a run proves too little. */
    List<String> shortfalls() {
        List<String> shortfalls = new ArrayList<>();
        atLeast(shortfalls, Count.BLOCKS, 20L * seeds);
        atLeast(shortfalls, Count.REORGS, seeds / 10);
        atLeast(shortfalls, Count.ACCEPTED, 10L * seeds);
        atLeast(shortfalls, Count.CRASHES, seeds);
        atLeast(shortfalls, Count.FULL_WRITES, seeds / 10);
        atLeast(shortfalls, Count.PARTITIONS, seeds);
        atLeast(shortfalls, Count.HOSTILE_MESSAGES, 10L * seeds);
        atLeast(shortfalls, Count.LOST, 100L * seeds);
        atLeast(shortfalls, Count.DUPLICATED, 100L * seeds);
        atLeast(shortfalls, Count.CHECKS, 100L * seeds);
        Set<KillPoint> points = EnumSet.allOf(KillPoint.class);
        points.removeAll(sum.killPoints());
        points.forEach(point -> shortfalls.add("no process was cut off " + point));
        Set<Attack> attacks = EnumSet.allOf(Attack.class);
        attacks.removeAll(sum.attacks());
        attacks.forEach(attack -> shortfalls.add("nobody tried " + attack));
        return shortfalls;
    }

    private void atLeast(List<String> shortfalls, Count count, long floor) {
        if (sum.get(count) < floor) {
            shortfalls.add("only " + sum.get(count) + " " + count.words() + ", the floor is " + floor);
        }
    }
}
