package carnet.storage.content;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path path = SegmentFile.path(directory, location.segment());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[location.length()];
            file.seek((long) location.offset() + Frame.HEADER_BYTES);
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
