package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that find blocks in segments, and how far the segments are indexed. Rows are only buffered: each update
 * carries the position up to which all frames are indexed, so rows that a power cut takes are found again by scanning
 * the segments from the surviving position. Updates are made by one thread at a time; {@link #find} by any.
 *
 * <pre>
 * CHUNKS  digest                 -> {@link Location}
 * LOST    digest                 -> codec u8
 * META    "content-progress"     -> segment u32 | offset u32 | live bytes u64
 * META    "content-dead" segment -> bytes of the segment's frames that hold no live block, u64
 * META    "content-scrub"        -> digest where the scrub goes on
 * </pre>
 */
final class ContentIndex {
    private static final byte[] PROGRESS_KEY = ascii("content-progress");
    private static final byte[] DEAD_PREFIX = ascii("content-dead");
    private static final byte[] DEAD_END = ascii("content-deae");
    private static final byte[] SCRUB_KEY = ascii("content-scrub");
    private static final int PAGE_ROWS = 1000;

    private final KeyValueStore rows;
    private final NavigableMap<Integer, Long> deadBytes = new TreeMap<>();
    private volatile Progress progress;

    /** All frames before {@code offset} of {@code segment} are indexed; the indexed blocks have {@code liveBytes}. */
    record Progress(int segment, int offset, long liveBytes) {}

    ContentIndex(KeyValueStore rows) {
        this.rows = rows;
        byte[] row = rows.get(Column.META, PROGRESS_KEY);
        if (row == null) {
            progress = new Progress(0, 0, 0);
        } else {
            ByteBuffer in = ByteBuffer.wrap(row);
            progress = new Progress(in.getInt(), in.getInt(), in.getLong());
        }
        readDeadBytes();
    }

    @Nullable
    Location find(Hash digest) {
        byte[] row = rows.get(Column.CHUNKS, digest.bytes());
        return row == null ? null : Location.of(row);
    }

    boolean isLost(Hash digest) {
        return rows.get(Column.LOST, digest.bytes()) != null;
    }

    /** Returns lost blocks in order of digests, from just after {@code previous} (null: the first). */
    List<Cid> lost(@Nullable Hash previous, int limit) {
        byte[] from = previous == null ? new byte[] {0} : after(previous.bytes());
        List<Cid> lost = new ArrayList<>();
        for (Entry row : rows.scan(Column.LOST, from, null, limit)) {
            boolean raw = row.value()[0] == (byte) Cid.Codec.RAW.code();
            lost.add(new Cid(raw ? Cid.Codec.RAW : Cid.Codec.DAG_PB, Hash.of(row.key())));
        }
        return lost;
    }

    /** Returns rows in order of digests, from {@code fromInclusive}. */
    List<Entry> page(byte[] fromInclusive) {
        return rows.scan(Column.CHUNKS, fromInclusive, null, PAGE_ROWS);
    }

    Progress progress() {
        return progress;
    }

    long deadBytes(int segment) {
        return deadBytes.getOrDefault(segment, 0L);
    }

    List<Integer> segmentsWithDeadBytes() {
        return List.copyOf(deadBytes.keySet());
    }

    byte[] scrubPosition() {
        return Objects.requireNonNullElse(rows.get(Column.META, SCRUB_KEY), new byte[0]);
    }

    void scrubPosition(byte[] digest) {
        rows.write(new Batch().put(Column.META, SCRUB_KEY, digest), Durability.BUFFERED);
    }

    Update update() {
        return new Update();
    }

    /** Changes that become visible together; committed once. */
    final class Update {
        private final Batch batch = new Batch();
        private final Map<Hash, Location> put = new HashMap<>();
        private final NavigableMap<Integer, Long> dead = new TreeMap<>();
        private long liveBytes;

        /** The block is at {@code location} from now on; where it was before, if anywhere, is dead. */
        void put(Hash digest, Location location) {
            Location before = put.containsKey(digest) ? put.get(digest) : find(digest);
            if (before != null) {
                drop(digest, before);
            }
            put.put(digest, location);
            batch.put(Column.CHUNKS, digest.bytes(), location.row());
            notLost(digest);
            liveBytes += location.length();
        }

        /** The block is not at {@code location} any more. */
        void drop(Hash digest, Location location) {
            batch.delete(Column.CHUNKS, digest.bytes());
            liveBytes -= location.length();
            dead(location.segment(), location.frameBytes());
        }

        /** The block was damaged and is to be fetched again. */
        void lost(Cid cid) {
            batch.put(Column.LOST, cid.digest().bytes(), new byte[] {
                (byte) cid.codec().code()
            });
        }

        /** The block is here again, or nobody wants it any more. */
        void notLost(Hash digest) {
            batch.delete(Column.LOST, digest.bytes());
        }

        /** These bytes of a segment hold no live block. */
        void dead(int segment, int bytes) {
            dead.merge(segment, (long) bytes, Long::sum);
        }

        /** The segment does not exist any more. */
        void forget(int segment) {
            dead.merge(segment, -deadBytes(segment), Long::sum);
        }

        int size() {
            return batch.size();
        }

        /** Writes the changes; the position stays. */
        void commit() {
            commit(progress.segment(), progress.offset());
        }

        /** Writes the changes and that all frames before this position are indexed. */
        void commit(int segment, int offset) {
            Progress next = new Progress(segment, offset, progress.liveBytes() + liveBytes);
            batch.put(
                    Column.META,
                    PROGRESS_KEY,
                    ByteBuffer.allocate(16)
                            .putInt(segment)
                            .putInt(offset)
                            .putLong(next.liveBytes())
                            .array());
            dead.replaceAll((number, added) -> deadBytes(number) + added);
            dead.forEach(this::putDead);
            rows.write(batch, Durability.BUFFERED);
            progress = next;
            deadBytes.putAll(dead);
            deadBytes.values().removeIf(total -> total == 0);
        }

        private void putDead(int segment, long total) {
            if (total == 0) {
                batch.delete(Column.META, deadKey(segment));
            } else {
                byte[] row = ByteBuffer.allocate(Long.BYTES).putLong(total).array();
                batch.put(Column.META, deadKey(segment), row);
            }
        }
    }

    private void readDeadBytes() {
        byte[] from = DEAD_PREFIX;
        for (List<Entry> page = deadPage(from); !page.isEmpty(); page = deadPage(from)) {
            for (Entry row : page) {
                int segment = ByteBuffer.wrap(row.key()).getInt(DEAD_PREFIX.length);
                deadBytes.put(segment, ByteBuffer.wrap(row.value()).getLong());
                from = after(row.key());
            }
        }
    }

    private List<Entry> deadPage(byte[] from) {
        return rows.scan(Column.META, from, DEAD_END, PAGE_ROWS);
    }

    /** Returns the least key above {@code key}. */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static byte[] deadKey(int segment) {
        return ByteBuffer.allocate(DEAD_PREFIX.length + Integer.BYTES)
                .put(DEAD_PREFIX)
                .putInt(segment)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
