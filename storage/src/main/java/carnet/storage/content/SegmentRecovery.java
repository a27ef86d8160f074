package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.storage.directory.DirectorySync;
import carnet.storage.kv.StoreFormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the segments: indexes the frames after the indexed position, cuts a torn frame off the end. Without index rows
 * that is a rebuild of the whole index.
 */
final class SegmentRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRecovery.class);

    /** Frames indexed in one batch. */
    private static final int BATCH_FRAMES = 1000;

    private final Path directory;
    private final ContentIndex index;
    private final SegmentLimits limits;
    private final byte[] block = new byte[ContentStore.MAX_BLOCK_BYTES];

    private SegmentRecovery(Path directory, ContentIndex index, SegmentLimits limits) {
        this.directory = directory;
        this.index = index;
        this.limits = limits;
    }

    /** Returns a writer that goes on where the last whole frame ends. */
    static SegmentWriter open(Path directory, ContentIndex index, SegmentLimits limits) throws IOException {
        Files.createDirectories(directory);
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            DirectorySync.sync(parent);
        }
        SegmentWriter writer = new SegmentRecovery(directory, index, limits).open();
        DirectorySync.sync(directory);
        return writer;
    }

    private SegmentWriter open() throws IOException {
        NavigableSet<Integer> numbers = numbers();
        int indexed = index.progress().segment();
        int next = 1 + Math.max(indexed, numbers.isEmpty() ? 0 : numbers.last());
        for (int number : numbers.tailSet(indexed)) {
            SegmentFile segment = SegmentFile.open(directory, number);
            boolean last = number == numbers.last();
            if (last && segment.length() < SegmentFile.HEADER_BYTES) {
                segment.close();
                next = number; // the crash came between creating the file and writing its header
                continue;
            }
            int end = recover(segment, last);
            if (end > 0) {
                return new SegmentWriter(directory, limits, segment, end);
            }
            segment.close();
        }
        return new SegmentWriter(directory, limits, SegmentFile.create(directory, next), SegmentFile.HEADER_BYTES);
    }

    /** Indexes a segment and returns where to append to it, or 0 when nothing may be. */
    private int recover(SegmentFile segment, boolean last) throws IOException {
        SegmentFile.Header header = segment.header();
        if (header == SegmentFile.Header.OTHER_VERSION) {
            throw new StoreFormatException("The content segment " + segment.number() + " in " + directory
                    + " has a format that this program cannot read."
                    + " Install the version of the program that wrote it, or a newer one.");
        }
        if (header == SegmentFile.Header.BAD) {
            LOG.warn("Content segment {} has a damaged header; its blocks are read all the same", segment.number());
        }
        boolean partlyIndexed = segment.number() == index.progress().segment();
        int start = partlyIndexed ? index.progress().offset() : SegmentFile.HEADER_BYTES;
        long length = segment.length();
        if (length < start) {
            LOG.warn("Content segment {} has lost its end; what was there is fetched again", segment.number());
            return 0;
        }
        if (length > start) {
            segment.sync(); // what is indexed must be durable: it may still be with the operating system only
        }
        int end = indexFrames(segment, start, length);
        if (end < length) {
            LOG.info("Content segment {}: {} bytes after the last whole block", segment.number(), length - end);
        }
        if (!last || header == SegmentFile.Header.BAD) {
            return 0;
        }
        if (end < length) {
            segment.truncate(end);
            segment.sync();
        }
        return end;
    }

    /** Indexes whole frames and returns where they end. */
    private int indexFrames(SegmentFile segment, int start, long length) throws IOException {
        ContentIndex.Update update = index.update();
        int end = start;
        while (length - end >= Frame.HEADER_BYTES) {
            Frame frame = Frame.decode(segment.read(end, Frame.HEADER_BYTES));
            if (frame == null || frame.frameBytes() > length - end) {
                break;
            }
            segment.readInto(block, (long) end + Frame.HEADER_BYTES, frame.length());
            if (frame.live() && frame.fits(block, frame.length())) {
                Cid.Codec codec = frame.cid().codec();
                update.put(frame.cid().digest(), new Location(segment.number(), end, frame.length(), codec));
            } else {
                update.dead(segment.number(), frame.frameBytes());
            }
            end += frame.frameBytes();
            if (update.size() >= BATCH_FRAMES) {
                update.commit(segment.number(), end);
                update = index.update();
            }
        }
        if (end > start) {
            update.commit(segment.number(), end);
        }
        return end;
    }

    private NavigableSet<Integer> numbers() throws IOException {
        NavigableSet<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                OptionalInt number = SegmentFile.number(file);
                if (number.isPresent() && number.getAsInt() > 0) {
                    numbers.add(number.getAsInt());
                }
            }
        }
        return numbers;
    }
}
