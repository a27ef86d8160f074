package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.storage.directory.DirectorySync;
import carnet.storage.directory.DiskSpace;
import carnet.storage.kv.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends frames to the last segment, starts a new one when it is full, and knows which files have bytes that are not
 * on the disk yet. Used by one thread at a time, but for {@link Dirty#sync()}.
 */
final class SegmentWriter implements AutoCloseable {
    /** Older segments held open until the next sync because blocks were removed from them; above it each syncs at once. */
    private static final int MAX_DIRTY_FILES = 256;

    private static final int ZEROS_BYTES = 64 << 10;

    private final Path directory;
    private final SegmentLimits limits;
    private final AtomicLong flushes = new AtomicLong();
    private final Map<Integer, SegmentFile> dirty = new LinkedHashMap<>();
    private SegmentFile active;
    private int end;
    private boolean directoryDirty;

    /** Goes on at {@code end} of {@code active}, whose name and bytes so far are on the disk. */
    SegmentWriter(Path directory, SegmentLimits limits, SegmentFile active, int end) {
        this.directory = directory;
        this.limits = limits;
        this.active = active;
        this.end = end;
    }

    int segment() {
        return active.number();
    }

    int end() {
        return end;
    }

    /** Returns how often a file or directory was flushed to the disk. */
    long flushes() {
        return flushes.get();
    }

    /**
     * Appends a frame of {@link Frame#encode}. When that fails because the disk is full, nothing changed.
     *
     * @throws StoreException when the disk is full or failed
     */
    Location append(Cid cid, byte[] frame) {
        try {
            if (!hasRoomFor(frame.length)) {
                throw SegmentFailure.full(directory, null);
            }
            if (end + frame.length > limits.segmentBytes()) {
                startSegment();
            }
        } catch (IOException e) {
            throw SegmentFailure.onWrite(directory, frame.length, e);
        }
        dirty.put(active.number(), active);
        try {
            active.write(end, frame);
        } catch (IOException e) {
            throw afterTornFrame(frame.length, e);
        }
        Location location = new Location(active.number(), end, frame.length - Frame.HEADER_BYTES, cid.codec());
        end += frame.length;
        return location;
    }

    /** Returns whether a frame of this length leaves the reserve free. */
    boolean hasRoomFor(int length) {
        return DiskSpace.usableBytes(directory) >= limits.reserveBytes() + length;
    }

    /**
     * Overwrites a block with zeros, then marks its frame: a mark over bytes that are still there would be a lie. In a
     * segment that is gone there is nothing to do.
     */
    void erase(Cid cid, Location location) throws IOException {
        SegmentFile open = location.segment() == active.number() ? active : dirty.get(location.segment());
        if (open != null) {
            overwrite(open, cid, location);
            dirty.put(open.number(), open);
        } else if (Files.exists(SegmentFile.path(directory, location.segment()))) {
            SegmentFile reopened = SegmentFile.open(directory, location.segment());
            overwrite(reopened, cid, location);
            if (dirty.size() < MAX_DIRTY_FILES) {
                dirty.put(reopened.number(), reopened);
            } else {
                flushes.incrementAndGet();
                reopened.sync();
                reopened.close();
            }
        }
    }

    private static void overwrite(SegmentFile file, Cid cid, Location location) throws IOException {
        long at = (long) location.offset() + Frame.HEADER_BYTES;
        for (int left = location.length(); left > 0; left -= ZEROS_BYTES) {
            file.write(at, new byte[Math.min(ZEROS_BYTES, left)]);
            at += ZEROS_BYTES;
        }
        file.write(location.offset(), Frame.removed(cid, location.length()));
    }

    /** Deletes a segment that holds no live block. */
    void delete(int segment) throws IOException {
        SegmentFile open = dirty.remove(segment);
        if (open != null) {
            open.close();
        }
        Files.deleteIfExists(SegmentFile.path(directory, segment));
        directoryDirty = true;
    }

    /** Returns what is to be flushed; from now on only later changes count as unflushed. */
    Dirty takeDirty() {
        List<SegmentFile> files = new ArrayList<>(dirty.values());
        dirty.clear();
        boolean names = directoryDirty;
        directoryDirty = false;
        return new Dirty(files, active, names);
    }

    @Override
    public void close() throws IOException {
        active.close();
        for (SegmentFile file : dirty.values()) {
            file.close();
        }
    }

    /** Files with bytes that may not be on the disk. */
    final class Dirty {
        private final List<SegmentFile> files;
        private final SegmentFile stillActive;
        private final boolean names;

        private Dirty(List<SegmentFile> files, SegmentFile stillActive, boolean names) {
            this.files = files;
            this.stillActive = stillActive;
            this.names = names;
        }

        /** Flushes them, while the writer goes on. */
        void sync() throws IOException {
            for (SegmentFile file : files) {
                flushes.incrementAndGet();
                file.sync();
                if (file != stillActive) {
                    file.close();
                }
            }
            if (names) {
                flushes.incrementAndGet();
                DirectorySync.sync(directory);
            }
        }
    }

    /** The full segment stays among the dirty files: the next sync flushes and closes it. */
    private void startSegment() throws IOException {
        SegmentFile next = SegmentFile.create(directory, active.number() + 1);
        dirty.put(active.number(), active);
        active = next;
        end = SegmentFile.HEADER_BYTES;
        directoryDirty = true;
    }

    /** Cuts what was written of a frame; if even that fails, the end of the segment is unknown. */
    private StoreException afterTornFrame(int frameBytes, IOException error) {
        try {
            active.truncate(end);
        } catch (IOException e) {
            error.addSuppressed(e);
            return SegmentFailure.failed(directory, error);
        }
        return SegmentFailure.onWrite(directory, frameBytes, error);
    }
}
