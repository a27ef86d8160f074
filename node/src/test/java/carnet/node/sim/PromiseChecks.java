package carnet.node.sim;

import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagRead;
import carnet.crypto.cid.DagReader;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.node.model.Model;
import carnet.node.model.ModelBlock;
import carnet.storage.chain.ChainReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must become of everything that a node accepted. */
final class PromiseChecks {
    private final Model model;
    private final Tally tally;
    private final Timeline timeline;

    PromiseChecks(Model model, Tally tally, Timeline timeline) {
        this.model = model;
        this.tally = tally;
        this.timeline = timeline;
    }

    /** What a node accepted is on its disk: pending or in a block, with its content. */
    void acceptedIsOnDisk(Machine machine, ModelBlock head, List<Promise> promises) {
        tally.add(Count.CHECKS);
        Set<Hash> pending = pending(machine.disk());
        for (Promise promise : promises) {
            if (promise.node() != machine.index()) {
                continue;
            }
            Transaction transaction = promise.transaction();
            boolean kept = pending.contains(transaction.id()) || head.holds(transaction.id());
            if (!kept && !isOver(transaction, head, machine.clock().nowMillis())) {
                throw new Violation("accepted is on disk", machine.name() + " lost " + transaction);
            }
            RecordFile file = promise.file();
            if (kept && file != null && !isWhole(machine, file)) {
                throw new Violation("accepted is on disk", machine.name() + " lost content of " + transaction);
            }
        }
    }

    /** Returns why a promise is not kept: what was accepted is in a block, unless it expired or became impossible. */
    @Nullable
    String missing(ModelBlock head, Promise promise) {
        Transaction transaction = promise.transaction();
        boolean kept = head.holds(transaction.id()) || isOver(transaction, head, timeline.nowMillis());
        return kept ? null : transaction + ", accepted by " + (char) ('A' + promise.node()) + ", is in no block";
    }

    /** What a node calls held is there, block by block. */
    void heldIsWhole(Machine machine, List<Promise> promises) {
        tally.add(Count.CHECKS);
        for (Promise promise : promises) {
            RecordFile file = promise.file();
            if (file != null && machine.disk().isHeld(file.content()) && !isWhole(machine, file)) {
                throw new Violation("held is whole", machine.name() + " lacks blocks of " + file.payload());
            }
        }
    }

    /** Every record of this chain is held by a node, byte for byte. Returns what is not held, or null. */
    @Nullable
    String notHeld(Machine machine, ModelBlock head, List<Promise> promises) {
        for (Promise promise : promises) {
            RecordFile file = promise.file();
            if (file != null
                    && head.holds(promise.transaction().id())
                    && !machine.disk().isHeld(file.content())) {
                return machine.name() + " does not hold " + file.payload() + " of " + promise.transaction();
            }
        }
        return null;
    }

    /** The bytes that a node would give out for what it holds are those that the client put. */
    void heldBytesAreRight(Machine machine, List<Promise> promises) {
        tally.add(Count.CHECKS);
        for (Promise promise : promises) {
            RecordFile file = promise.file();
            if (file != null
                    && machine.disk().isHeld(file.content())
                    && !file.sha256().equals(digest(machine, file.payload()))) {
                throw new Violation("held bytes are right", machine.name() + " has other bytes, " + file.payload());
            }
        }
    }

    private boolean isOver(Transaction transaction, ModelBlock head, long nowMillis) {
        if (transaction.validUntilMillis() < nowMillis || transaction.validUntilMillis() < timeline.nowMillis()) {
            return true;
        }
        long timestampMillis = Math.max(head.timestampMillis(), transaction.validFromMillis());
        return model.refusal(head, transaction, timestampMillis) != null;
    }

    /** Returns whether every block is here, or known to be damaged, so that it is fetched again. */
    private static boolean isWhole(Machine machine, RecordFile file) {
        List<Cid> lost = machine.chunks().lost(null, Integer.MAX_VALUE);
        for (RecordFile.Chunk chunk : file.blocks()) {
            if (!machine.chunks().has(chunk.cid()) && !lost.contains(chunk.cid())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Hash digest(Machine machine, Cid payload) {
        try {
            MessageDigest digest = Sha256.newDigest();
            DagReader reader = new DagReader(payload, machine.chunks()::get, 0);
            DagRead read = reader.next();
            while (read instanceof DagRead.Leaf leaf) {
                digest.update(leaf.bytes());
                read = reader.next();
            }
            return read instanceof DagRead.End ? Hash.of(digest.digest()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Hash> pending(ChainReader reader) {
        Set<Hash> ids = new HashSet<>();
        reader.pending().forEach(pending -> ids.add(pending.transaction().id()));
        return ids;
    }
}
