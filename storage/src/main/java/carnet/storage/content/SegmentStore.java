package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreException;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks in append-only segment files under {@code segments/}, found through rows of the key-value store. Bytes are on
 * the disk before the row that names them; rows are never synced, since the segments tell what they said.
 *
 * <p>One lock orders appends and index changes; flushing the disk happens outside of it. Whoever calls {@link #sync()}
 * while no flush runs flushes for all; the others wait for that flush or the next.
 */
public final class SegmentStore implements ContentStore {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    private static final String DIRECTORY = "segments";

    private final Path directory;
    private final SegmentLimits limits;
    private final ContentIndex index;
    private final Catalog catalog;
    private final SegmentReader reader;
    private final SegmentWriter writer;
    private final DamageListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private final ReentrantLock scrubbing = new ReentrantLock();

    /** Changes of the segments so far, and how many of them are durable. */
    private long changes;

    private long durable;
    private boolean flushing;
    private @Nullable StoreException failure;
    private volatile boolean closed;

    private SegmentStore(
            Path directory, SegmentLimits limits, ContentIndex index, SegmentWriter writer, DamageListener listener) {
        this.directory = directory;
        this.limits = limits;
        this.index = index;
        this.catalog = new Catalog(index);
        this.reader = new SegmentReader(directory);
        this.writer = writer;
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
            return new SegmentStore(directory, limits, index, writer, listener);
        } catch (IOException e) {
            throw SegmentFailure.onWrite(directory, null, 0, e);
        }
    }

    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        if (bytes.length > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "a block has at most " + MAX_BLOCK_BYTES + " bytes, not " + bytes.length);
        }
        requireOpen();
        if (!cid.matches(bytes)) {
            return PutOutcome.MISMATCH;
        }
        if (catalog.locate(cid.digest()) != null) {
            return PutOutcome.ALREADY_HELD;
        }
        byte[] frame = Frame.encode(cid, bytes);
        makeRoom();
        lock.lock();
        try {
            requireUsable();
            if (catalog.locate(cid.digest()) != null) {
                return PutOutcome.ALREADY_HELD;
            }
            catalog.add(cid.digest(), writer.append(cid, frame));
            changes++;
            return PutOutcome.STORED;
        } catch (StoreException e) {
            throw remember(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean has(Cid cid) {
        requireOpen();
        return catalog.locate(cid.digest()) != null;
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        return read(cid).bytes();
    }

    @Override
    public boolean remove(Cid cid) {
        lock.lock();
        try {
            requireUsable();
            Location at = catalog.locate(cid.digest());
            if (at == null) {
                return false;
            }
            writer.erase(cid, at);
            changes++;
            catalog.drop(cid.digest(), at);
            return true;
        } catch (IOException e) {
            throw remember(SegmentFailure.onWrite(directory, null, 0, e));
        } catch (StoreException e) {
            throw remember(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sync() {
        lock.lock();
        try {
            requireUsable();
            long target = changes;
            while (durable < target) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
                requireUsable();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long storedBytes() {
        lock.lock();
        try {
            return catalog.storedBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how often a file or directory was flushed to the disk since opening. */
    public long flushes() {
        return writer.flushes();
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("a scrub reads at least one byte");
        }
        scrubbing.lock();
        try {
            requireOpen();
            return new Scrub(index, cid -> read(cid).damaged()).run(maxBytes);
        } finally {
            scrubbing.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            while (flushing || (failure == null && durable < changes)) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
            }
            closed = true;
            writer.close();
        } catch (IOException e) {
            throw SegmentFailure.failed(directory, e);
        } finally {
            lock.unlock();
        }
    }

    /** The block, or why there is none. */
    private record Read(byte @Nullable [] bytes, boolean damaged) {
        static final Read MISSING = new Read(null, false);
        static final Read DAMAGED = new Read(null, true);
    }

    private Read read(Cid cid) {
        requireOpen();
        for (Location at = catalog.locate(cid.digest()); at != null; at = catalog.locate(cid.digest())) {
            byte[] bytes = reader.block(at);
            if (bytes != null && cid.matches(bytes)) {
                return new Read(bytes, false);
            }
            if (forgetDamaged(cid, at)) {
                LOG.warn("Content block {} is damaged on disk; it is fetched again", cid);
                listener.onDamage(cid);
                return Read.DAMAGED;
            }
        }
        return Read.MISSING;
    }

    /** Flushes for everybody who waits. The lock is held before and after, not while the disk works. */
    private void flush() {
        long target = changes;
        Catalog.Waiting waiting = catalog.waiting(writer.segment(), writer.end());
        SegmentWriter.Dirty dirty = writer.takeDirty();
        flushing = true;
        lock.unlock();
        StoreException error = null;
        try {
            dirty.sync();
        } catch (IOException e) {
            error = SegmentFailure.failed(directory, e);
        } finally {
            lock.lock();
            flushing = false;
            flushed.signalAll();
        }
        if (error != null) {
            throw remember(error);
        }
        durable = target;
        try {
            catalog.addRows(waiting);
        } catch (StoreException e) {
            throw remember(e);
        }
    }

    private void makeRoom() {
        if (catalog.unindexedBlocks() >= limits.unsyncedBlocks()) {
            sync();
            if (catalog.unindexedBlocks() >= limits.unsyncedBlocks()) {
                throw SegmentFailure.full(directory, null);
            }
        }
    }

    /** Returns whether the block is damaged; one that is removed or moved while it is read is not. */
    private boolean forgetDamaged(Cid cid, Location at) {
        lock.lock();
        try {
            requireUsable();
            if (!at.equals(catalog.locate(cid.digest()))) {
                return false;
            }
            catalog.drop(cid.digest(), at);
            eraseIfPossible(cid, at);
            return true;
        } catch (StoreException e) {
            throw remember(e);
        } finally {
            lock.unlock();
        }
    }

    /** So that no rebuild of the index finds this copy again. On a bad sector it may fail, and no reader trusts it. */
    private void eraseIfPossible(Cid cid, Location at) {
        try {
            writer.erase(cid, at);
            changes++;
        } catch (IOException e) {
            LOG.warn("The damaged copy of content block {} cannot be overwritten: {}", cid, e.getMessage());
        }
    }

    private StoreException remember(StoreException error) {
        if (!(error instanceof StoreFullException)) {
            failure = error;
        }
        return error;
    }

    private void requireUsable() {
        requireOpen();
        if (failure != null) {
            throw failure;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the content store is closed");
        }
    }
}
