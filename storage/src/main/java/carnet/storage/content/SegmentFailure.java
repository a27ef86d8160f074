package carnet.storage.content;

import carnet.storage.directory.DiskSpace;
import carnet.storage.kv.StoreException;
import carnet.storage.kv.StoreFailedException;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what an I/O error on a segment means to the node. */
final class SegmentFailure {
    private SegmentFailure() {}

    /** A write of {@code bytes} failed. The text of the error may be in the system's language, so space decides too. */
    static StoreException onWrite(Path directory, long bytes, IOException error) {
        String message = String.valueOf(error.getMessage());
        boolean full = message.contains("No space left")
                || message.contains("quota exceeded")
                || DiskSpace.usableBytes(directory) < bytes;
        return full ? full(directory, error) : failed(directory, error);
    }

    static StoreFullException full(Path directory, @Nullable IOException error) {
        String message = "The disk that holds " + directory + " is full. Free some space; the node goes on by itself.";
        return error == null ? new StoreFullException(message) : new StoreFullException(message, error);
    }

    static StoreFailedException failed(Path directory, IOException error) {
        return new StoreFailedException(
                "The disk that holds " + directory + " failed: " + error.getMessage()
                        + ". Check the disk and its cable, then start the node again.",
                error);
    }
}
