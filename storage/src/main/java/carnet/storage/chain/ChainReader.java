package carnet.storage.chain;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockReader;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.Column;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueReader;
import carnet.storage.kv.StoreCorruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the chain's rows as values. */
public final class ChainReader {
    static final byte[] HEAD_KEY = {'h', 'e', 'a', 'd'};
    static final byte[] TARGET_KEY = {'t', 'a', 'r', 'g', 'e', 't'};

    private final KeyValueReader store;

    /** Reads from {@code store}: the store itself or a snapshot of it; the caller closes it. */
    public ChainReader(KeyValueReader store) {
        this.store = store;
    }

    /** Returns the hash of the block whose state the store holds, or null in an empty store. */
    public @Nullable Hash head() {
        return hashOrNull(store.get(Column.META, HEAD_KEY));
    }

    /** Returns the block that a reorganization was under way to, or null. */
    public @Nullable Hash target() {
        return hashOrNull(store.get(Column.META, TARGET_KEY));
    }

    /** Returns a block, or null. */
    public @Nullable Block block(Hash hash) {
        byte[] value = blockBytes(hash);
        return value == null ? null : decoded(Column.BLOCKS, () -> Block.decode(value));
    }

    /** Returns a block as it was received, or null. */
    public byte @Nullable [] blockBytes(Hash hash) {
        return store.get(Column.BLOCKS, hash.bytes());
    }

    /** Returns a block's extended header, or null. To decode the whole block takes many times as long. */
    public @Nullable StoredHeader header(Hash hash) {
        byte[] value = blockBytes(hash);
        return value == null
                ? null
                : decoded(Column.BLOCKS, () -> new StoredHeader(new BlockReader(value).endWithHeader(), value.length));
    }

    /** Returns what is known of a block, or null. */
    public @Nullable StoredMeta meta(Hash hash) {
        byte[] value = store.get(Column.BLOCK_META, hash.bytes());
        return value == null ? null : decoded(Column.BLOCK_META, () -> StoredMeta.decode(value));
    }

    /** Returns the block of the best chain at a height, or null. */
    public @Nullable Hash hashAt(long height) {
        return hashOrNull(store.get(Column.MAIN_CHAIN, heightKey(height)));
    }

    /** Returns what undoes a block, or null. */
    public @Nullable Delta undo(Hash hash) {
        byte[] value = store.get(Column.UNDO, hash.bytes());
        return value == null ? null : decoded(Column.UNDO, () -> Delta.decode(value));
    }

    /** Returns where the best chain holds a transaction, or null. */
    public @Nullable TransactionPlace place(Hash txid) {
        byte[] value = store.get(Column.TX_INDEX, txid.bytes());
        return value == null
                ? null
                : decoded(Column.TX_INDEX, () -> {
                    ByteReader in = new ByteReader(value);
                    TransactionPlace place = new TransactionPlace(in.hash("block"), in.u32("index", Integer.MAX_VALUE));
                    in.end();
                    return place;
                });
    }

    /** Returns whether a transaction is stored as pending: one that a caller submitted is, unless it is in a block. */
    public boolean isPending(Hash txid) {
        return store.get(Column.POOL, txid.bytes()) != null;
    }

    /** Returns all pending transactions, in the order of their ids; the pool's bound bounds them. */
    public List<PendingTransaction> pending() {
        List<PendingTransaction> pending = new ArrayList<>();
        byte[] from = {0};
        while (true) {
            List<Entry> page = store.scan(Column.POOL, from, null, KeyValueReader.MAX_SCAN_ROWS);
            for (Entry row : page) {
                pending.add(decoded(Column.POOL, () -> {
                    ByteReader in = new ByteReader(row.value());
                    long admitted = in.nonNegative("admitted");
                    return new PendingTransaction(Transaction.decode(in.raw("transaction", in.remaining())), admitted);
                }));
            }
            if (page.size() < KeyValueReader.MAX_SCAN_ROWS) {
                return pending;
            }
            from = after(page.get(page.size() - 1).key());
        }
    }

    /** Returns wanted records in their order, from just after {@code previous} (null: the first). */
    public List<WantedRecord> wantedAfter(@Nullable RecordContent previous, int limit) {
        return records(Column.WANTED, previous, limit);
    }

    /** Returns whether a record's payload and key box are here in full. */
    public boolean isHeld(RecordContent content) {
        return store.get(Column.HELD, content.bytes()) != null;
    }

    /** Returns records held in full, in their order, from just after {@code previous} (null: the first). */
    public List<WantedRecord> heldAfter(@Nullable RecordContent previous, int limit) {
        return records(Column.HELD, previous, limit);
    }

    private List<WantedRecord> records(Column column, @Nullable RecordContent previous, int limit) {
        byte[] from = previous == null ? new byte[] {0} : after(previous.bytes());
        List<WantedRecord> records = new ArrayList<>();
        for (Entry row : store.scan(column, from, null, limit)) {
            records.add(decoded(column, () -> WantedRecord.decode(row.key(), row.value())));
        }
        return records;
    }

    /** Returns the ledger's state at the stored head. */
    public LedgerView state() {
        return new StoredState(store);
    }

    static byte[] heightKey(long height) {
        return new ByteWriter().u64(height).toBytes();
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static @Nullable Hash hashOrNull(byte @Nullable [] value) {
        return value == null ? null : Hash.of(value);
    }

    private interface Decoding<T> {
        T run() throws DecodeException;
    }

    private static <T> T decoded(Column column, Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (DecodeException e) {
            throw new StoreCorruptException(
                    "a row of column " + column.stableName() + " does not decode: " + e.getMessage(), e);
        }
    }
}
