package carnet.node.service;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreCorruptException;
import carnet.storage.kv.StoreFullException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Blocks that callers put and no record has named yet. They are counted against a bound, survive a restart so that an
 * upload can be resumed, and are removed after a day.
 */
final class Uploads {
    /** Bytes of blocks that wait for a record: two of the largest records that the default policy allows. */
    private static final long LIMIT_BYTES = 32L << 30;

    /** How long a block waits for its record. */
    private static final long KEEP_MILLIS = 24L * 60 * 60 * 1000;

    /** Rows looked at in one sweep. */
    private static final int SWEEP_ROWS = 1_000;

    private final ContentStore content;
    private final KeyValueStore rows;
    private final LongSupplier clockMillis;
    private final AtomicLong waitingBytes = new AtomicLong();

    Uploads(ContentStore content, KeyValueStore rows, LongSupplier clockMillis) {
        this.content = content;
        this.rows = rows;
        this.clockMillis = clockMillis;
        forEachRow(row -> waitingBytes.addAndGet(row.sizeBytes()));
    }

    private record Row(Cid cid, long sinceMillis, int sizeBytes) {}

    private interface RowVisitor {
        void visit(Row row);
    }

    ChunkReply put(Cid cid, byte[] bytes) {
        if (content.has(cid)) {
            return cid.matches(bytes) ? ChunkReply.ALREADY_HELD : ChunkReply.MISMATCH;
        }
        if (waitingBytes.get() + bytes.length > LIMIT_BYTES) {
            sweep();
            return ChunkReply.UPLOADS_FULL;
        }
        try {
            PutOutcome outcome = content.put(cid, bytes);
            if (outcome == PutOutcome.STORED) {
                byte[] value = new ByteWriter()
                        .u64(clockMillis.getAsLong())
                        .u32(bytes.length)
                        .toBytes();
                rows.write(new Batch().put(Column.UPLOADS, cid.bytes(), value), Durability.BUFFERED);
                waitingBytes.addAndGet(bytes.length);
            }
            return switch (outcome) {
                case STORED -> ChunkReply.STORED;
                case ALREADY_HELD -> ChunkReply.ALREADY_HELD;
                case MISMATCH -> ChunkReply.MISMATCH;
            };
        } catch (StoreFullException e) {
            return ChunkReply.DISK_FULL;
        }
    }

    /** A record that is durable here names these blocks: they wait no more. */
    void claim(List<Cid> cids) {
        if (waitingBytes.get() == 0) {
            return;
        }
        Batch batch = new Batch();
        for (Cid cid : cids) {
            byte[] value = rows.get(Column.UPLOADS, cid.bytes());
            if (value != null) {
                waitingBytes.addAndGet(-row(new Entry(cid.bytes(), value)).sizeBytes());
                batch.delete(Column.UPLOADS, cid.bytes());
            }
        }
        if (!batch.isEmpty()) {
            rows.write(batch, Durability.BUFFERED);
        }
    }

    boolean isAnyWaiting() {
        return waitingBytes.get() > 0;
    }

    /** Removes what waited too long. */
    void sweep() {
        long oldestMillis = clockMillis.getAsLong() - KEEP_MILLIS;
        forEachRow(row -> {
            if (row.sinceMillis() < oldestMillis) {
                content.remove(row.cid());
                rows.write(new Batch().delete(Column.UPLOADS, row.cid().bytes()), Durability.BUFFERED);
                waitingBytes.addAndGet(-row.sizeBytes());
            }
        });
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
            Row row =
                    new Row(Cid.of(entry.key()), in.nonNegative("since"), in.u32("size", ContentStore.MAX_BLOCK_BYTES));
            in.end();
            return row;
        } catch (DecodeException | IllegalArgumentException e) {
            throw new StoreCorruptException("a row of column uploads does not decode: " + e.getMessage(), e);
        }
    }
}
