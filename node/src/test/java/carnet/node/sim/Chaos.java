package carnet.node.sim;

import java.util.List;

/** Lets things go wrong, as often as the faults say, until it is told to stop. */
final class Chaos {
    private static final long MINUTE_MILLIS = 60_000;

    private final World world;
    private final Faults faults;
    private final Timeline timeline;
    private final Dice dice;
    private boolean stopped;

    Chaos(World world) {
        this.world = world;
        this.faults = world.faults();
        this.timeline = world.timeline();
        this.dice = world.dice().of("chaos");
    }

    void start() {
        repeat(faults.cutEveryMillis(), this::partition);
        repeat(faults.halfOpenEveryMillis(), this::halfOpen);
        repeat(faults.crashEveryMillis(), this::crash);
        repeat(faults.fullEveryMillis(), this::fillDisk);
        repeat(faults.clockEveryMillis(), this::stepClock);
        repeat(2 * MINUTE_MILLIS, this::synchronizeClock);
        check();
    }

    void stop() {
        stopped = true;
    }

    private void repeat(long meanMillis, Runnable what) {
        if (meanMillis > 0) {
            timeline.after(dice.exponentialMillis(meanMillis), () -> {
                if (!stopped) {
                    what.run();
                    repeat(meanMillis, what);
                }
            });
        }
    }

    /** Looks at a random disk from time to time. */
    private void check() {
        timeline.after(dice.exponentialMillis(MINUTE_MILLIS), () -> {
            if (!stopped) {
                world.checks().anyTime(machine(), dice.below(10));
                check();
            }
        });
    }

    private void partition() {
        world.tally().add(Count.PARTITIONS);
        int peers = world.wires().peers();
        int shape = dice.below(4);
        int one = dice.below(peers);
        int split = dice.below(1 << peers);
        for (int i = 0; i < peers; i++) {
            for (int j = 0; j < peers; j++) {
                boolean cut =
                        switch (shape) {
                            case 0 -> (i == one) != (j == one);
                            case 1 -> (split >> i & 1) != (split >> j & 1);
                            case 2 -> (split >> i & 1) < (split >> j & 1);
                            default -> i != j && (i + 1) % peers != j && (j + 1) % peers != i;
                        };
                if (cut) {
                    cut(i, j);
                }
            }
        }
        if (dice.chance(0.5)) {
            hangUp();
        }
        timeline.after(dice.exponentialMillis(MINUTE_MILLIS), world.wires()::mendAll);
    }

    /** Both ends notice a cut at once, as they do when a switch goes down. */
    private void hangUp() {
        for (int i = 0; i < world.wires().peers(); i++) {
            for (int j = 0; j < world.wires().peers(); j++) {
                if (world.wires().isDead(i, j)) {
                    world.links().close(i, j);
                    world.links().close(j, i);
                }
            }
        }
    }

    private void halfOpen() {
        int from = dice.below(world.wires().peers());
        int to = dice.below(world.wires().peers());
        if (from != to) {
            world.tally().add(Count.HALF_OPEN_LINKS);
            cut(from, to);
            timeline.after(
                    dice.exponentialMillis(MINUTE_MILLIS), () -> world.wires().mend(from, to));
        }
    }

    private void cut(int from, int to) {
        world.wires().cut(from, to);
    }

    private void crash() {
        Machine machine = machine();
        if (dice.chance(0.7)) {
            machine.mishaps().arm(dice.pick(List.of(KillPoint.values())));
            timeline.after(20_000, () -> {
                if (machine.mishaps().isArmed()) {
                    machine.crash(dice.chance(0.5));
                }
            });
        } else {
            machine.crash(dice.chance(0.5));
        }
        timeline.after(20_001 + dice.exponentialMillis(dice.chance(0.5) ? 1_000 : MINUTE_MILLIS), machine::start);
    }

    private void fillDisk() {
        world.tally().add(Count.FULL_DISKS);
        Machine machine = machine();
        machine.diskFull(true);
        timeline.after(dice.exponentialMillis(MINUTE_MILLIS / 2), () -> machine.diskFull(false));
    }

    private void stepClock() {
        world.tally().add(Count.CLOCK_STEPS);
        long largest = dice.chance(0.3) ? 60 * MINUTE_MILLIS : 3_000;
        machine().clock().step(dice.between(-largest, largest));
    }

    private void synchronizeClock() {
        machine().clock().synchronize();
    }

    private Machine machine() {
        return dice.pick(world.machines());
    }
}
