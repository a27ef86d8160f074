package carnet.node.service;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreCorruptException;
import carnet.storage.kv.StoreFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks that no record names: those that callers put and no record has named yet, removed after a day so that an upload
 * can be resumed, and those of a record that ended without a block, removed after a week. They survive a restart;
 * uploads are counted against a bound.
 */
public final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.uploads");

    /** Bytes of blocks that wait for a record: two of the largest records that the default policy allows. */
    private static final long LIMIT_BYTES = 32L << 30;

    /** What a block takes on the disk beside its bytes: its frame and its rows. */
    private static final int BLOCK_COST_BYTES = 256;

    /** How long a block waits for its record. */
    private static final long KEEP_MILLIS = Duration.ofDays(1).toMillis();

    /** How old a block's row may be before it is written anew for an upload that goes on. */
    private static final long RENEW_MILLIS = Duration.ofHours(1).toMillis();

    /** How long the blocks of a record are kept that ended without a block, so that it can be submitted anew (RULES 19). */
    static final long KEEP_ENDED_MILLIS = Duration.ofDays(7).toMillis();

    /** Rows looked at in one sweep. */
    private static final int SWEEP_ROWS = 1_000;

    private final ContentStore content;
    private final KeyValueStore rows;
    private final LongSupplier roomBytes;
    private final LongSupplier clockMillis;
    private final AtomicLong waitingRows = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();

    /**
     * Counts what waits.
     *
     * @param roomBytes tells how many bytes the disk still takes
     */
    public Uploads(ContentStore content, KeyValueStore rows, LongSupplier roomBytes, LongSupplier clockMillis) {
        this.content = content;
        this.rows = rows;
        this.roomBytes = roomBytes;
        this.clockMillis = clockMillis;
        forEachRow(row -> {
            waitingRows.incrementAndGet();
            waitingBytes.addAndGet(row.costBytes());
        });
    }

    /** {@code ended} blocks belonged to a record: they are no upload and count against no bound. */
    private record Row(Cid cid, long sinceMillis, int sizeBytes, boolean ended) {
        long costBytes() {
            return ended ? 0 : (long) sizeBytes + BLOCK_COST_BYTES;
        }
    }

    private interface RowVisitor {
        void visit(Row row);
    }

    /** Takes a block of a caller. Its row is written first: a block without a row would never be removed. */
    ChunkReply put(Cid cid, byte[] bytes) {
        return put(cid, bytes, 1);
    }

    /** Takes a block that a caller put at another node, unless what waits takes half of the bound already. */
    public ChunkReply putEarly(Cid cid, byte[] bytes) {
        return put(cid, bytes, 2);
    }

    private synchronized ChunkReply put(Cid cid, byte[] bytes, int partOfBound) {
        if (content.has(cid)) {
            if (!cid.matches(bytes)) {
                return ChunkReply.MISMATCH;
            }
            renew(List.of(cid));
            return ChunkReply.ALREADY_HELD;
        }
        // What no record may ever name leaves as much of the disk to the records as it takes.
        long boundBytes = Math.min(LIMIT_BYTES, roomBytes.getAsLong()) / partOfBound;
        if (waitingBytes.get() + bytes.length + BLOCK_COST_BYTES > boundBytes) {
            return ChunkReply.UPLOADS_FULL;
        }
        try {
            writeRow(new Row(cid, clockMillis.getAsLong(), bytes.length, false));
            return switch (content.put(cid, bytes)) {
                case STORED -> ChunkReply.STORED;
                case ALREADY_HELD -> ChunkReply.ALREADY_HELD;
                case MISMATCH -> {
                    dropRow(cid);
                    yield ChunkReply.MISMATCH;
                }
            };
        } catch (StoreFullException e) {
            forget(cid);
            return ChunkReply.DISK_FULL;
        }
    }

    /** The disk took a block's row and not the block. A row that stays is harmless, and goes when the block's time is up. */
    private void forget(Cid cid) {
        try {
            dropRow(cid);
        } catch (StoreFullException e) {
            LOG.debug("The row of block {} stays for a day: {}", cid, e.getMessage());
        }
    }

    /** Makes the rows of all blocks so far durable: a block that is durable without its row would never be removed. */
    public void sync() {
        rows.write(new Batch(), Durability.SYNCED);
    }

    /** Somebody goes on with an upload: those of these blocks that wait do so for about a day from now on, if not longer. */
    synchronized void renew(List<Cid> cids) {
        try {
            for (Cid cid : cids) {
                Row row = find(cid);
                if (row != null && row.sinceMillis() < clockMillis.getAsLong() - RENEW_MILLIS) {
                    replaceRow(row, new Row(cid, clockMillis.getAsLong(), row.sizeBytes(), row.ended()));
                }
            }
        } catch (StoreFullException e) {
            LOG.debug("Blocks of an upload are not kept for longer: {}", e.getMessage());
        }
    }

    /**
     * A record that is durable here names these blocks: they wait no more, by whichever codec they were put. Their bytes
     * are stored once.
     */
    synchronized void claim(List<Cid> cids) {
        Map<Cid, Row> claimed = new LinkedHashMap<>();
        for (Cid cid : cids) {
            for (Cid.Codec codec : Cid.Codec.values()) {
                Cid named = new Cid(codec, cid.digest());
                Row row = find(named);
                if (row != null) {
                    claimed.put(named, row);
                }
            }
        }
        dropRows(claimed);
    }

    /** The record that named this block ended without a block: it is kept for a week. */
    synchronized void keepEnded(Cid cid, int sizeBytes) {
        long sinceMillis = clockMillis.getAsLong() + KEEP_ENDED_MILLIS - KEEP_MILLIS;
        writeRow(new Row(cid, sinceMillis, sizeBytes, true));
    }

    /** Returns whether a block has a row, so that a claim would change something. */
    boolean isAnyWaiting() {
        return waitingRows.get() > 0;
    }

    /** Returns what waited for too long. */
    List<Cid> overdue() {
        List<Cid> overdue = new ArrayList<>();
        forEachRow(row -> {
            if (isOverdue(row)) {
                overdue.add(row.cid());
            }
        });
        return overdue;
    }

    /**
     * Removes those of these blocks that are still overdue; the caller has claimed what the records known here name.
     * Overwriting blocks takes long on a memory card, so others have their turn after each.
     *
     * @param goesOn is asked before each block; the rest stays until the next sweep
     * @return whether all were removed
     */
    boolean remove(List<Cid> overdue, BooleanSupplier goesOn) {
        for (Cid cid : overdue) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            removeIfOverdue(cid);
        }
        return true;
    }

    private synchronized void removeIfOverdue(Cid cid) {
        Row row = find(cid);
        if (row != null && isOverdue(row)) {
            content.remove(cid);
            dropRow(cid);
        }
    }

    private boolean isOverdue(Row row) {
        return row.sinceMillis() < clockMillis.getAsLong() - KEEP_MILLIS;
    }

    private void writeRow(Row row) {
        replaceRow(find(row.cid()), row);
    }

    private void replaceRow(@Nullable Row old, Row row) {
        byte[] value = new ByteWriter()
                .u64(row.sinceMillis())
                .u32(row.sizeBytes())
                .u8(row.ended() ? 1 : 0)
                .toBytes();
        rows.write(new Batch().put(Column.UPLOADS, row.cid().bytes(), value), Durability.BUFFERED);
        waitingRows.addAndGet(old == null ? 1 : 0);
        waitingBytes.addAndGet(row.costBytes() - (old == null ? 0 : old.costBytes()));
    }

    private void dropRow(Cid cid) {
        Row row = find(cid);
        if (row != null) {
            dropRows(Map.of(cid, row));
        }
    }

    private void dropRows(Map<Cid, Row> dropped) {
        Batch batch = new Batch();
        dropped.keySet().forEach(cid -> batch.delete(Column.UPLOADS, cid.bytes()));
        if (!batch.isEmpty()) {
            rows.write(batch, Durability.BUFFERED);
        }
        for (Row row : dropped.values()) {
            waitingRows.decrementAndGet();
            waitingBytes.addAndGet(-row.costBytes());
        }
    }

    private @Nullable Row find(Cid cid) {
        byte[] value = rows.get(Column.UPLOADS, cid.bytes());
        return value == null ? null : row(new Entry(cid.bytes(), value));
    }

    private void forEachRow(RowVisitor visitor) {
        byte[] from = {0};
        while (true) {
            List<Entry> page = rows.scan(Column.UPLOADS, from, null, SWEEP_ROWS);
            page.forEach(entry -> visitor.visit(row(entry)));
            if (page.size() < SWEEP_ROWS) {
                return;
            }
            byte[] last = page.get(page.size() - 1).key();
            from = Arrays.copyOf(last, last.length + 1);
        }
    }

    private static Row row(Entry entry) {
        try {
            ByteReader in = new ByteReader(entry.value());
            Row row = new Row(
                    Cid.of(entry.key()),
                    in.nonNegative("since"),
                    in.u32("size", ContentStore.MAX_BLOCK_BYTES),
                    in.u8("ended") == 1);
            in.end();
            return row;
        } catch (DecodeException | IllegalArgumentException e) {
            throw new StoreCorruptException("a row of column uploads does not decode: " + e.getMessage(), e);
        }
    }
}
