package carnet.storage.chain;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.ledger.Delta;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;

/** Writes the chain's rows into a batch. */
public final class ChainWriter {
    private final Batch batch;

    /** Adds to {@code batch}. */
    public ChainWriter(Batch batch) {
        this.batch = batch;
    }

    /** Block 0: its meta, the state after it, and that it is the head. It has no block bytes; the genesis file has them. */
    public void genesis(BlockMeta meta, Delta state) {
        batch.put(Column.BLOCK_META, meta.hash().bytes(), new StoredMeta(meta, true).bytes());
        state(state);
        head(meta);
    }

    /** A block that is known, on whatever branch, not yet executed. */
    public void block(Block block, BlockMeta meta) {
        batch.put(Column.BLOCKS, meta.hash().bytes(), block.bytes());
        batch.put(Column.BLOCK_META, meta.hash().bytes(), new StoredMeta(meta, false).bytes());
    }

    /** A block that turned out to be invalid when executed. */
    public void forget(Hash hash) {
        batch.delete(Column.BLOCKS, hash.bytes());
        batch.delete(Column.BLOCK_META, hash.bytes());
    }

    /** The head moves up to a child: its state, its undo, its indexes. */
    public void apply(Block block, BlockMeta meta, Delta delta, Delta undo) {
        byte[] hash = meta.hash().bytes();
        batch.put(Column.BLOCK_META, hash, new StoredMeta(meta, true).bytes());
        batch.put(Column.UNDO, hash, undo.bytes());
        state(delta);
        int index = 1;
        for (Transaction transaction : block.transactions()) {
            byte[] place = new ByteWriter().raw(hash).u32(index++).toBytes();
            batch.put(Column.TX_INDEX, transaction.id().bytes(), place);
            batch.delete(Column.POOL, transaction.id().bytes());
        }
        head(meta);
    }

    /** The head moves down to the parent: the state before, without the block's indexes. */
    public void undo(Block block, BlockMeta parent, Delta undo) {
        state(undo);
        for (Transaction transaction : block.transactions()) {
            batch.delete(Column.TX_INDEX, transaction.id().bytes());
        }
        batch.delete(Column.MAIN_CHAIN, ChainReader.heightKey(parent.height() + 1));
        head(parent);
    }

    /** A reorganization that takes several batches is under way to this block. */
    public void target(Hash hash) {
        batch.put(Column.META, ChainReader.TARGET_KEY, hash.bytes());
    }

    /** No reorganization is under way. */
    public void noTarget() {
        batch.delete(Column.META, ChainReader.TARGET_KEY);
    }

    /** A transaction waits for a block and must survive a restart. */
    public void pending(PendingTransaction pending) {
        Transaction transaction = pending.transaction();
        byte[] value = new ByteWriter()
                .u64(pending.admittedAtMillis())
                .raw(transaction.bytes())
                .toBytes();
        batch.put(Column.POOL, transaction.id().bytes(), value);
    }

    /** A transaction waits no more. */
    public void notPending(Hash txid) {
        batch.delete(Column.POOL, txid.bytes());
    }

    /** A record is to be fetched. */
    public void wanted(WantedRecord record) {
        batch.put(Column.WANTED, record.content().bytes(), record.value());
        batch.delete(Column.HELD, record.content().bytes());
    }

    /** A record need not be fetched any more, whether it is held or its transaction expired. */
    public void notWanted(RecordContent content) {
        batch.delete(Column.WANTED, content.bytes());
    }

    /** A record's payload and key box are here in full. */
    public void held(WantedRecord record) {
        batch.put(Column.HELD, record.content().bytes(), record.value());
        batch.delete(Column.WANTED, record.content().bytes());
    }

    /** No record names this content any more: whoever looks after the disk removes it. */
    public void notHeld(RecordContent content) {
        batch.delete(Column.HELD, content.bytes());
    }

    private void head(BlockMeta meta) {
        batch.put(Column.META, ChainReader.HEAD_KEY, meta.hash().bytes());
        batch.put(
                Column.MAIN_CHAIN,
                ChainReader.heightKey(meta.height()),
                meta.hash().bytes());
    }

    private void state(Delta delta) {
        delta.changes().forEach((key, change) -> {
            byte[] value = change.value();
            if (value == null) {
                batch.delete(Column.STATE, key.bytes());
            } else {
                batch.put(Column.STATE, key.bytes(), value);
            }
        });
    }
}
