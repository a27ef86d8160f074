package carnet.storage.content;

import carnet.crypto.cid.Cid;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads blocks where the index says they are. Opens the file for each: no descriptor is kept per segment. */
final class SegmentReader {
    private final Path directory;

    SegmentReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the bytes, which may be any, or null when the file is gone, too short or has a bad sector there.
     *
     * @throws carnet.storage.kv.StoreFailedException when the file is there and cannot be opened, or the whole
     *     directory is gone: that says nothing about the block
     */
    byte @Nullable [] block(Location location) {
        return bytes(location, Frame.HEADER_BYTES, location.length());
    }

    /** Returns the bytes whose frame names this block and has their checksum, or null as {@link #block} does. */
    byte @Nullable [] checkedBlock(Cid cid, Location location) {
        byte[] bytes = bytes(location, 0, Frame.HEADER_BYTES + location.length());
        if (bytes == null) {
            return null;
        }
        Frame frame = Frame.decode(bytes);
        return frame != null && frame.live() && frame.holds(cid, bytes)
                ? Arrays.copyOfRange(bytes, Frame.HEADER_BYTES, bytes.length)
                : null;
    }

    private byte @Nullable [] bytes(Location location, int from, int length) {
        Path path = SegmentFile.path(directory, location.segment());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[length];
            file.seek((long) location.offset() + from);
            file.readFully(bytes);
            return bytes;
        } catch (FileNotFoundException e) {
            if (Files.exists(path) || !Files.isDirectory(directory)) {
                throw SegmentFailure.failed(directory, e);
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
