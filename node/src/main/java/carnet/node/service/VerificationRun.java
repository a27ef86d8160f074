package carnet.node.service;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.rules.BodyRules;
import carnet.consensus.rules.ChainRules;
import carnet.consensus.rules.HeaderRules;
import carnet.consensus.rules.Rejection;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.DagRead;
import carnet.crypto.cid.DagReader;
import carnet.crypto.hash.Hash;
import carnet.node.api.VerificationStatus;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.StoredMeta;
import carnet.storage.chain.WantedRecord;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueReader;
import carnet.storage.kv.KeyValueStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One verification: the chain as a snapshot of the store has it, so that blocks that arrive meanwhile change nothing. The
 * replay goes into a store of its own, and every row of the state is compared with the snapshot's.
 */
final class VerificationRun {
    private static final int PAGE = 1_000;

    private final Genesis genesis;
    private final KeyValueReader snapshot;
    private final ChainReader stored;
    private final ChainReader live;
    private final ContentStore content;
    private final KeyValueStore replay;

    /** No window of an executed transaction in the replayed state ends before. */
    private long windowsFromMillis;

    private final Consumer<VerificationStatus> progress;

    /** A check that did not hold. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1;

        Mismatch(String message) {
            super(message);
        }
    }

    /**
     * Prepares a run.
     *
     * @param snapshot what is checked
     * @param live the store as it goes on: a record that it gave up meanwhile need not be here
     * @param replay an empty store
     * @param progress is told how far the run is
     */
    VerificationRun(
            Genesis genesis,
            KeyValueReader snapshot,
            ChainReader live,
            ContentStore content,
            KeyValueStore replay,
            Consumer<VerificationStatus> progress) {
        this.genesis = genesis;
        this.snapshot = snapshot;
        this.stored = new ChainReader(snapshot);
        this.live = live;
        this.content = content;
        this.replay = replay;
        this.progress = progress;
    }

    /** Checks everything and returns the outcome. */
    VerificationStatus verify() throws Mismatch, IOException {
        Hash target = stored.head();
        StoredMeta head = target == null ? null : stored.meta(target);
        if (target == null || head == null) {
            throw new Mismatch("The store has no head.");
        }
        long total = head.meta().height();
        BlockMeta tip = genesis.meta();
        Batch first = new Batch();
        new ChainWriter(first).genesis(tip, genesis.state());
        replay.write(first, Durability.BUFFERED);
        while (tip.height() < total) {
            Hash hash = stored.hashAt(tip.height() + 1);
            Block block = hash == null ? null : stored.block(hash);
            if (block == null) {
                throw new Mismatch("Block " + (tip.height() + 1) + " is missing.");
            }
            tip = replay(block, tip);
            report(tip, total, 0);
        }
        if (!tip.hash().equals(target)) {
            throw new Mismatch("The head " + target + " is not the end of the best chain.");
        }
        compareState();
        long records = checkRecords(tip, total);
        return new VerificationStatus("ok", total, total, records, tip.hash().hex(), null);
    }

    private BlockMeta replay(Block block, BlockMeta parent) throws Mismatch {
        ChainReader reader = new ChainReader(replay);
        String where = "Block " + block.seal().height() + " (" + block.hash().shortHex() + "): ";
        if (!block.header().previousHash().equals(parent.hash())) {
            throw new Mismatch(where + "its parent is not block " + parent.height() + ".");
        }
        Optional<Rejection> rejection = new HeaderRules(genesis.hash(), genesis.policy())
                .check(block.extendedHeader())
                .or(() -> ChainRules.check(
                        genesis.hash(), genesis.policy(), ancestry(parent, reader), block.header(), block.seal()))
                .or(() -> ChainRules.checkState(parent, block.seal()))
                .or(() -> BodyRules.checkForm(genesis.policy().parameters(), block));
        if (rejection.isPresent()) {
            throw new Mismatch(where + rejection.get());
        }
        BodyRules.Outcome outcome = BodyRules.execute(
                genesis.hash(), reader.state(), windowsFromMillis, block, Transaction::signatureHolds);
        if (outcome instanceof BodyRules.Outcome.Refused refused) {
            throw new Mismatch(where + refused.rejection() + " " + refused.detail());
        }
        BodyRules.Outcome.Executed executed = (BodyRules.Outcome.Executed) outcome;
        windowsFromMillis = executed.windowsFromMillis();
        Delta delta = executed.delta();
        Delta undo = delta.undo(reader.state());
        if (!undo.equals(stored.undo(block.hash()))) {
            throw new Mismatch(where + "its undo data is not what the replay gives.");
        }
        BlockMeta meta = BlockMeta.child(parent, block.header(), block.seal(), StateHash.next(parent.state(), delta));
        Batch batch = new Batch();
        new ChainWriter(batch).apply(block, meta, delta, undo);
        replay.write(batch, Durability.BUFFERED);
        return meta;
    }

    private static Ancestry ancestry(BlockMeta tip, ChainReader reader) {
        return new Ancestry() {
            @Override
            public BlockMeta tip() {
                return tip;
            }

            @Override
            public BlockMeta at(long height) {
                Hash hash = reader.hashAt(height);
                StoredMeta meta = hash == null ? null : reader.meta(hash);
                if (meta == null) {
                    throw new IllegalArgumentException("no block at height " + height);
                }
                return meta.meta();
            }
        };
    }

    private void compareState() throws Mismatch {
        byte[] from = {0};
        while (true) {
            List<Entry> expected = replay.scan(Column.STATE, from, null, PAGE);
            List<Entry> actual = snapshot.scan(Column.STATE, from, null, PAGE);
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                if (!Arrays.equals(expected.get(i).key(), actual.get(i).key())
                        || !Arrays.equals(expected.get(i).value(), actual.get(i).value())) {
                    throw new Mismatch("The state differs from the replay.");
                }
            }
            if (expected.size() != actual.size()) {
                throw new Mismatch("The state has another number of rows than the replay.");
            }
            if (expected.size() < PAGE) {
                return;
            }
            byte[] last = expected.get(PAGE - 1).key();
            from = Arrays.copyOf(last, last.length + 1);
        }
    }

    private long checkRecords(BlockMeta tip, long total) throws Mismatch, IOException {
        long records = 0;
        RecordContent previous = null;
        while (true) {
            List<WantedRecord> page = stored.heldAfter(previous, PAGE);
            for (WantedRecord record : page) {
                checkRecord(record.content());
                report(tip, total, ++records);
                previous = record.content();
            }
            if (page.size() < PAGE) {
                return records;
            }
        }
    }

    private void checkRecord(RecordContent record) throws Mismatch, IOException {
        String problem = problemOf(record);
        if (problem != null && live.isHeld(record)) {
            throw new Mismatch(problem);
        }
    }

    private @Nullable String problemOf(RecordContent record) throws IOException {
        if (content.get(record.keyBoxCid()) == null) {
            return "Key box " + record.keyBoxCid() + " is missing or damaged.";
        }
        DagReader reader = new DagReader(record.payloadCid(), content::get, 0);
        DagRead read = reader.next();
        while (read instanceof DagRead.Leaf) {
            read = reader.next();
        }
        return read instanceof DagRead.End ? null : "Payload " + record.payloadCid() + ": " + read;
    }

    private void report(BlockMeta tip, long total, long records) {
        progress.accept(new VerificationStatus(
                "running", tip.height(), total, records, tip.hash().hex(), null));
    }
}
