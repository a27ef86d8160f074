package carnet.node.sim;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Numbers of one run, or of many added up. */
final class Tally {
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Set<KillPoint> killPoints = EnumSet.noneOf(KillPoint.class);
    private final Set<Attack> attacks = EnumSet.noneOf(Attack.class);
    private int deepestReorg;
    private long slowestConvergenceMillis;
    private int busiestMinute;

    void add(Count what) {
        add(what, 1);
    }

    void add(Count what, long number) {
        counts.merge(what, number, Long::sum);
    }

    long get(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    void killed(KillPoint point) {
        killPoints.add(point);
        add(Count.KILL_POINTS);
    }

    void attacked(Attack attack) {
        attacks.add(attack);
    }

    void reorganized(int undoneBlocks) {
        add(Count.REORGS);
        deepestReorg = Math.max(deepestReorg, undoneBlocks);
    }

    void convergedAfter(long millis) {
        slowestConvergenceMillis = Math.max(slowestConvergenceMillis, millis);
    }

    void sentInOneMinute(int messages) {
        busiestMinute = Math.max(busiestMinute, messages);
    }

    /** Returns the most messages that one node sent within a minute. */
    int busiestMinute() {
        return busiestMinute;
    }

    int deepestReorg() {
        return deepestReorg;
    }

    long slowestConvergenceMillis() {
        return slowestConvergenceMillis;
    }

    Set<KillPoint> killPoints() {
        return killPoints;
    }

    Set<Attack> attacks() {
        return attacks;
    }

    void add(Tally other) {
        other.counts.forEach(this::add);
        killPoints.addAll(other.killPoints);
        attacks.addAll(other.attacks);
        deepestReorg = Math.max(deepestReorg, other.deepestReorg);
        slowestConvergenceMillis = Math.max(slowestConvergenceMillis, other.slowestConvergenceMillis);
        busiestMinute = Math.max(busiestMinute, other.busiestMinute);
    }
}
