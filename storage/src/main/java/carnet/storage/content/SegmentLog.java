package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.StoreException;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of the segments and of the catalog, in one order. One lock covers each change; flushing the disk happens
 * outside of it. Whoever calls {@link #sync()} while no flush runs flushes for all; the others wait for that flush or
 * the next. After a failed write or flush nothing is changed any more.
 */
final class SegmentLog {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

    private final Path directory;
    private final SegmentLimits limits;
    private final ContentIndex index;
    private final Catalog catalog;
    private final SegmentWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();

    /** Changes of the segments so far, and how many of them are durable. */
    private long changes;

    private long durable;
    private boolean flushing;
    private @Nullable StoreException failure;
    private volatile boolean closed;

    SegmentLog(Path directory, SegmentLimits limits, ContentIndex index, SegmentWriter writer) {
        this.directory = directory;
        this.limits = limits;
        this.index = index;
        this.catalog = new Catalog(index);
        this.writer = writer;
    }

    /** A change made under the lock. */
    @FunctionalInterface
    private interface Change<T> {
        T make() throws IOException;
    }

    @Nullable
    Location locate(Hash digest) {
        requireOpen();
        return catalog.locate(digest);
    }

    boolean isDurable(Hash digest) {
        requireOpen();
        return catalog.isDurable(digest);
    }

    /** Appends a block unless it is here; returns whether it was appended. */
    boolean add(Cid cid, byte[] frame) {
        makeRoom();
        return change(() -> {
            if (catalog.locate(cid.digest()) != null) {
                return false;
            }
            catalog.add(cid.digest(), writer.append(cid, frame));
            changes++;
            return true;
        });
    }

    /** Appends another copy of a block that is still in {@code segment}; from then on that copy is meant. */
    void move(Cid cid, byte[] frame, int segment) {
        makeRoom();
        change(() -> {
            Location at = catalog.locate(cid.digest());
            if (at != null && at.segment() == segment) {
                catalog.move(cid.digest(), writer.append(cid, frame));
                changes++;
            }
            return true;
        });
    }

    /** Overwrites and forgets every copy of a block; returns whether there was one. */
    boolean remove(Cid cid) {
        return change(() -> {
            boolean held = false;
            for (Location at = catalog.locate(cid.digest()); at != null; at = catalog.locate(cid.digest())) {
                writer.erase(cid, at);
                changes++;
                catalog.drop(cid.digest(), at);
                held = true;
            }
            catalog.forgetLost(cid.digest());
            return held;
        });
    }

    /**
     * Forgets a copy that is damaged; returns false when the block was removed or moved while it was read. The copy is
     * overwritten, so that no rebuild of the index finds it again; on a bad sector that may fail.
     */
    boolean forgetDamaged(Cid cid, Location at) {
        return change(() -> {
            if (!at.equals(catalog.locate(cid.digest()))) {
                return false;
            }
            catalog.lose(cid, at);
            try {
                writer.erase(cid, at);
                changes++;
            } catch (IOException e) {
                LOG.warn("The damaged copy of content block {} cannot be overwritten: {}", cid, e.getMessage());
            }
            return true;
        });
    }

    /** Returns the segment that {@link Reclaim} chooses, all of whose frames are indexed, or 0. */
    int reclaimable(Reclaim reclaim) {
        return change(() -> reclaim.candidate(index.progress().segment()));
    }

    /** Deletes a segment that no row names and all of whose frames are indexed; returns its length. */
    long delete(int segment) {
        return change(() -> {
            long length = Files.size(SegmentFile.path(directory, segment));
            writer.delete(segment);
            changes++;
            catalog.forgetSegment(segment);
            return length;
        });
    }

    void sync() {
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

    boolean hasRoom() {
        return writer.hasRoomFor(ContentStore.MAX_BLOCK_BYTES);
    }

    long storedBytes() {
        lock.lock();
        try {
            return catalog.storedBytes();
        } finally {
            lock.unlock();
        }
    }

    long flushes() {
        return writer.flushes();
    }

    /** Syncs, unless the disk failed before, and closes the files. */
    void close() {
        lock.lock();
        try {
            while (!closed && (flushing || (failure == null && durable < changes))) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
            }
            if (!closed) {
                closed = true;
                writer.close();
            }
        } catch (IOException e) {
            throw SegmentFailure.failed(directory, e);
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the content store is closed");
        }
    }

    private <T> T change(Change<T> change) {
        lock.lock();
        try {
            requireUsable();
            return change.make();
        } catch (IOException e) {
            throw remember(SegmentFailure.onWrite(directory, 0, e));
        } catch (StoreException e) {
            throw remember(e);
        } finally {
            lock.unlock();
        }
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

    /** Rows can wait in memory only up to a bound; when even a sync leaves them there, there is no space for rows. */
    private void makeRoom() {
        if (catalog.unindexedBlocks() >= limits.unsyncedBlocks()) {
            sync();
            if (catalog.unindexedBlocks() >= limits.unsyncedBlocks()) {
                throw SegmentFailure.full(directory, null);
            }
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
}
