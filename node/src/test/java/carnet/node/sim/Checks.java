package carnet.node.sim;

import carnet.consensus.genesis.Genesis;
import carnet.node.core.CoreLimits;
import carnet.node.core.CoreView;
import carnet.node.model.Model;
import carnet.node.model.ModelBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which invariants are looked at when. */
final class Checks {
    private final Tally tally;
    private final Model model;
    private final DiskChecks disk;
    private final PromiseChecks promises;
    private final List<Promise> given;

    /** Checks of one network in which nodes give promises as they go. */
    Checks(Genesis genesis, Timeline timeline, Tally tally, List<Promise> given) {
        this.tally = tally;
        this.given = given;
        this.model = new Model(genesis);
        this.disk = new DiskChecks(model, tally);
        this.promises = new PromiseChecks(model, tally, timeline);
    }

    Model model() {
        return model;
    }

    DiskChecks disk() {
        return disk;
    }

    /** What must hold of a disk when a process starts on it. */
    void afterStart(Machine machine) {
        disk.stateIsReplay(machine);
        disk.indexesAreExact(machine);
        promises.heldIsWhole(machine, given);
        promises.acceptedIsOnDisk(machine, disk.bestChainIsLawful(machine), given);
    }

    /** What must hold of a disk after blocks were taken back and others put in their place. */
    void afterReorganization(Machine machine) {
        disk.stateIsReplay(machine);
        disk.indexesAreExact(machine);
    }

    /** What must hold of a machine whenever one looks, with so many blocks taken back. */
    void anyTime(Machine machine, int undoneBlocks) {
        afterStart(machine);
        disk.undoIsIdentity(machine, undoneBlocks);
        machine.view().ifPresent(view -> limitsAreKept(machine, view));
    }

    /** What must hold of a machine at the end, looked at in full. */
    void atEnd(Machine machine) {
        anyTime(machine, Integer.MAX_VALUE);
        promises.heldBytesAreRight(machine, given);
    }

    /** Returns why machines do not agree yet, or null when they do and nothing is left to do. */
    @Nullable
    String disagreement(List<Machine> machines) {
        ModelBlock head = disk.bestChainIsLawful(machines.get(0));
        for (Machine machine : machines) {
            String reason = disagreement(machine, head);
            if (reason != null) {
                return reason;
            }
        }
        for (Promise promise : given) {
            String missing = promises.missing(head, promise);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable String disagreement(Machine machine, ModelBlock head) {
        if (!machine.isRunning()) {
            return machine.name() + " is down";
        }
        if (!head.hash().equals(machine.disk().head())) {
            return machine.name() + " has another head than the first node";
        }
        boolean waiting = machine.view().map(view -> view.poolCount() > 0).orElse(true);
        if (waiting || !machine.disk().pending().isEmpty()) {
            return machine.name() + " has pending transactions";
        }
        return promises.notHeld(machine, head, given);
    }

    private void limitsAreKept(Machine machine, CoreView view) {
        tally.add(Count.CHECKS);
        if (view.poolBytes() > CoreLimits.POOL_BYTES) {
            throw new Violation("limits are kept", machine.name() + " has a pool of " + view.poolBytes() + " bytes");
        }
    }
}
