package carnet.node.sim;

import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A small healthy network for tests that tell a story: nodes are named A, B, C and so on; nothing happens by itself. */
final class Story {
    static final int A = 0;
    static final int B = 1;
    static final int C = 2;
    static final int D = 3;
    static final int E = 4;

    private static final long DAY_MILLIS = 12L * 60 * 60 * 1000;
    private static final long STEP_MILLIS = 10;

    private final World world;
    private final Dice dice;

    private Story(World world) {
        this.world = world;
        this.dice = world.dice().of("story");
    }

    /** Starts a network and registers a member. */
    static Story of(Setup setup, long seed) {
        Story story = new Story(new World(seed, setup).start());
        story.world.run(5_000);
        story.world.clients().register(0);
        story.agree();
        return story;
    }

    static Story ofFive() {
        return of(Setup.healthy(5), 1);
    }

    World world() {
        return world;
    }

    SigningKey member() {
        return world.cast().members().get(0);
    }

    Machine machine(int node) {
        return world.machine(node);
    }

    /** The member puts a new record at a node. */
    Transaction put(int node) {
        return world.clients().put(machine(node), member(), RecordFile.draw(dice), DAY_MILLIS);
    }

    /** Lets time pass until something holds. */
    void until(String what, BooleanSupplier holds) {
        long end = world.timeline().nowMillis() + Simulation.CONVERGENCE_MILLIS;
        while (!holds.getAsBoolean()) {
            if (world.timeline().nowMillis() > end) {
                throw new AssertionError("never " + what);
            }
            world.run(STEP_MILLIS);
        }
    }

    /** Waits until all nodes have the same head, nothing is pending, all records are everywhere; checks everything. */
    void agree() {
        world.run(1_000);
        world.converge(Simulation.CONVERGENCE_MILLIS);
        world.machines().forEach(world.checks()::atEnd);
    }

    boolean isPending(int node, Transaction transaction) {
        return machine(node).disk().pending().stream()
                .anyMatch(pending -> pending.transaction().equals(transaction));
    }

    boolean isInBlock(int node, Transaction transaction) {
        return world.head(node).holds(transaction.id());
    }

    long height(int node) {
        return world.head(node).height();
    }

    /** Returns how many promises nodes gave. */
    int promises() {
        return world.clients().promises().size();
    }

    /** Cuts every wire between two groups, and both sides notice. */
    void part(List<Integer> some, List<Integer> others) {
        for (int one : some) {
            for (int other : others) {
                world.wires().cut(one, other);
                world.wires().cut(other, one);
                world.links().close(one, other);
                world.links().close(other, one);
            }
        }
    }

    void mend() {
        world.wires().mendAll();
    }

    /** Switches machines off as a power cut does. */
    void switchOff(Integer... nodes) {
        for (int node : nodes) {
            machine(node).crash(true);
        }
    }

    void switchOn(Integer... nodes) {
        for (int node : nodes) {
            machine(node).start();
        }
    }

    /** Returns the heads of all nodes. */
    Set<Hash> heads() {
        Set<Hash> heads = new HashSet<>();
        world.machines()
                .forEach(machine -> heads.add(world.head(machine.index()).hash()));
        return heads;
    }
}
