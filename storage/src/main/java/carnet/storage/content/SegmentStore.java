package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks in append-only segment files under {@code segments/}, found through rows of the key-value store. Bytes are on
 * the disk before the row that names them; rows are never synced, since the segments tell what they said.
 */
public final class SegmentStore implements ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final String DIRECTORY = "segments";

    private final Path directory;
    private final ContentIndex index;
    private final SegmentLog log;
    private final SegmentReader reader;
    private final DamageListener listener;

    /** One walk over all rows at a time. */
    private final ReentrantLock walking = new ReentrantLock();

    private SegmentStore(Path directory, ContentIndex index, SegmentLog log, DamageListener listener) {
        this.directory = directory;
        this.index = index;
        this.log = log;
        this.reader = new SegmentReader(directory);
        this.listener = listener;
    }

    /**
     * Opens the store under {@code dataDirectory}, indexes what a crash left unindexed and cuts a torn block off.
     *
     * @param rows where the index is kept; must outlive this store
     * @throws carnet.storage.kv.StoreFormatException when a newer version wrote a segment
     * @throws carnet.storage.kv.StoreFullException when the disk is full
     * @throws carnet.storage.kv.StoreFailedException when the disk cannot be read or written
     */
    public static SegmentStore open(Path dataDirectory, KeyValueStore rows, DamageListener listener) {
        return open(dataDirectory, rows, listener, SegmentLimits.DEFAULT);
    }

    static SegmentStore open(Path dataDirectory, KeyValueStore rows, DamageListener listener, SegmentLimits limits) {
        Path directory = dataDirectory.resolve(DIRECTORY);
        ContentIndex index = new ContentIndex(rows);
        try {
            SegmentWriter writer = SegmentRecovery.open(directory, index, limits);
            return new SegmentStore(directory, index, new SegmentLog(directory, limits, index, writer), listener);
        } catch (IOException e) {
            throw SegmentFailure.onWrite(directory, 0, e);
        }
    }

    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        if (bytes.length > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "a block has at most " + MAX_BLOCK_BYTES + " bytes, not " + bytes.length);
        }
        log.requireOpen();
        if (!cid.matches(bytes)) {
            return PutOutcome.MISMATCH;
        }
        if (has(cid)) {
            return PutOutcome.ALREADY_HELD;
        }
        return log.add(cid, Frame.encode(cid, bytes)) ? PutOutcome.STORED : PutOutcome.ALREADY_HELD;
    }

    @Override
    public boolean has(Cid cid) {
        return log.locate(cid.digest()) != null;
    }

    @Override
    public boolean isDurable(Cid cid) {
        return log.isDurable(cid.digest());
    }

    @Override
    public int sizeOf(Cid cid) {
        Location at = log.locate(cid.digest());
        return at == null ? -1 : at.length();
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        return read(cid, this::whole).bytes();
    }

    @Override
    public byte @Nullable [] getForPeer(Cid cid) {
        try {
            return read(cid, this::checkedOrWhole).bytes();
        } catch (StoreFullException e) {
            LOG.debug("Content block {} is damaged; that is noted when the disk has room", cid);
            return null;
        }
    }

    @Override
    public boolean remove(Cid cid) {
        return log.remove(cid);
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        log.requireOpen();
        return index.lost(previous == null ? null : previous.digest(), limit);
    }

    @Override
    public void sync() {
        log.sync();
    }

    @Override
    public boolean hasRoom() {
        return log.hasRoom();
    }

    @Override
    public long storedBytes() {
        return log.storedBytes();
    }

    /** Returns how often a file or directory was flushed to the disk since opening. */
    public long flushes() {
        return log.flushes();
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("a scrub reads at least one byte");
        }
        walking.lock();
        try {
            log.requireOpen();
            return new Scrub(index, cid -> read(cid, this::whole).damaged()).run(maxBytes);
        } finally {
            walking.unlock();
        }
    }

    /**
     * Rewrites the live blocks of one full segment of which at least half is dead, and deletes it. For a job in the
     * background: it reads all index rows twice and writes at most half a segment.
     *
     * @return the length of the deleted segment, or 0 when none is worth it
     * @throws carnet.storage.kv.StoreFullException when there is no room for the live blocks
     */
    public long reclaim() {
        walking.lock();
        try {
            Reclaim reclaim = new Reclaim(directory, index);
            int segment = log.reclaimable(reclaim);
            if (segment == 0) {
                return 0;
            }
            for (Cid cid : reclaim.blocks(segment)) {
                byte[] bytes = get(cid);
                if (bytes != null) {
                    log.move(cid, Frame.encode(cid, bytes), segment);
                }
            }
            log.sync();
            return reclaim.blocks(segment).isEmpty() ? log.delete(segment) : 0;
        } finally {
            walking.unlock();
        }
    }

    @Override
    public void close() {
        log.close();
    }

    /** The block, or why there is none. */
    private record Read(byte @Nullable [] bytes, boolean damaged) {
        static final Read MISSING = new Read(null, false);
        static final Read DAMAGED = new Read(null, true);
    }

    /** Reads a block, or returns null when what is there is not that block. */
    @FunctionalInterface
    private interface Reading {
        byte @Nullable [] read(Cid cid, Location at);
    }

    private byte @Nullable [] whole(Cid cid, Location at) {
        byte[] bytes = reader.block(at);
        return bytes != null && cid.matches(bytes) ? bytes : null;
    }

    /** When only the frame around the bytes is damaged, its checksum tells nothing of them and their hash does. */
    private byte @Nullable [] checkedOrWhole(Cid cid, Location at) {
        byte[] bytes = reader.checkedBlock(cid, at);
        return bytes != null ? bytes : whole(cid, at);
    }

    private Read read(Cid cid, Reading reading) {
        for (Location at = log.locate(cid.digest()); at != null; at = log.locate(cid.digest())) {
            byte[] bytes = reading.read(cid, at);
            if (bytes != null) {
                return new Read(bytes, false);
            }
            if (log.forgetDamaged(cid, at)) {
                LOG.warn("Content block {} is damaged on disk; it is fetched again", cid);
                listener.onDamage(cid);
                return Read.DAMAGED;
            }
        }
        return Read.MISSING;
    }
}
