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
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
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
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.RocksStore;
import carnet.storage.kv.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes everything from genesis: every header, signature, turn, transaction and state commitment, into a scratch
 * store of its own, and compares the outcome row by row with what the node keeps; then reads and hashes every block of
 * every record held. Runs beside the working node, on one thread.
 */
final class Verification {
    private static final int PAGE = 1_000;

    private final Genesis genesis;
    private final ChainReader stored;
    private final KeyValueStore store;
    private final ContentStore content;
    private final Path scratch;
    private volatile VerificationStatus status = new VerificationStatus("none", 0, 0, 0, "", null);
    private boolean running;

    /** A check that did not hold. */
    private static final class Mismatch extends Exception {
        Mismatch(String message) {
            super(message);
        }
    }

    Verification(Genesis genesis, ChainReader stored, KeyValueStore store, ContentStore content, Path dataDirectory) {
        this.genesis = genesis;
        this.stored = stored;
        this.store = store;
        this.content = content;
        this.scratch = dataDirectory.resolve("verification");
    }

    VerificationStatus status() {
        return status;
    }

    synchronized VerificationStatus start() {
        if (!running) {
            running = true;
            status = new VerificationStatus("running", 0, 0, 0, genesis.hash().hex(), null);
            Thread thread = new Thread(this::run, "carnet-verification");
            thread.setDaemon(true);
            thread.start();
        }
        return status;
    }

    private void run() {
        try {
            deleteScratch();
            try (RocksStore replay = RocksStore.open(scratch)) {
                verify(replay);
            }
        } catch (Mismatch e) {
            fail(String.valueOf(e.getMessage()));
        } catch (StoreException | IOException | UncheckedIOException e) {
            fail("The verification could not go on: " + e.getMessage());
        } finally {
            deleteScratch();
            synchronized (this) {
                running = false;
            }
        }
    }

    private void verify(KeyValueStore replay) throws Mismatch, IOException {
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
            tip = replay(block, tip, replay);
            progress(tip, total, 0);
        }
        if (target.equals(stored.head()) && !tip.hash().equals(target)) {
            throw new Mismatch("The head " + target + " is not the end of the best chain.");
        }
        if (target.equals(stored.head())) {
            compareState(replay);
        }
        long records = checkRecords(tip, total);
        status = new VerificationStatus("ok", total, total, records, tip.hash().hex(), null);
    }

    private BlockMeta replay(Block block, BlockMeta parent, KeyValueStore replay) throws Mismatch {
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
        BodyRules.Outcome outcome =
                BodyRules.execute(genesis.hash(), reader.state(), block, Transaction::signatureHolds);
        if (outcome instanceof BodyRules.Outcome.Refused refused) {
            throw new Mismatch(where + refused.rejection() + " " + refused.detail());
        }
        Delta delta = ((BodyRules.Outcome.Executed) outcome).delta();
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

    private void compareState(KeyValueStore replay) throws Mismatch {
        byte[] from = {0};
        while (true) {
            List<Entry> expected = replay.scan(Column.STATE, from, null, PAGE);
            List<Entry> actual = store.scan(Column.STATE, from, null, PAGE);
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
        Cid previous = null;
        while (true) {
            List<Cid> page = stored.heldAfter(previous, PAGE);
            for (Cid payload : page) {
                checkRecord(payload, stored.held(payload));
                progress(tip, total, ++records);
                previous = payload;
            }
            if (page.size() < PAGE) {
                return records;
            }
        }
    }

    private void checkRecord(Cid payload, @Nullable WantedRecord record) throws Mismatch, IOException {
        if (record == null) {
            return;
        }
        if (content.get(record.keyBoxCid()) == null) {
            throw new Mismatch("Key box " + record.keyBoxCid() + " is missing or damaged.");
        }
        DagReader reader = new DagReader(payload, content::get, 0);
        DagRead read = reader.next();
        while (read instanceof DagRead.Leaf) {
            read = reader.next();
        }
        if (!(read instanceof DagRead.End)) {
            throw new Mismatch("Payload " + payload + ": " + read);
        }
    }

    private void progress(BlockMeta tip, long total, long records) {
        status = new VerificationStatus(
                "running", tip.height(), total, records, tip.hash().hex(), null);
    }

    private void fail(String problem) {
        VerificationStatus last = status;
        status = new VerificationStatus(
                "failed", last.checkedBlocks(), last.totalBlocks(), last.checkedRecords(), last.head(), problem);
    }

    private void deleteScratch() {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
