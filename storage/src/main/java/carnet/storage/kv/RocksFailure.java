package carnet.storage.kv;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says what an error of RocksDB means to the node. */
final class RocksFailure {
    private RocksFailure() {}

    /** An error while opening: nothing was acknowledged by this process yet. */
    static StoreException onOpen(Path directory, RocksDBException error) {
        Status.@Nullable Code code = code(error);
        if (isFull(error)) {
            return full(directory, error);
        }
        if (code == Status.Code.Corruption || isMissingFile(error)) {
            return corrupt(directory, error);
        }
        if (isLocked(error)) {
            return new StoreFailedException(
                    "The database " + directory + " is open in another process. Stop that process first.", error);
        }
        if (code == Status.Code.NotSupported || hasUnknownColumns(error)) {
            return new StoreFormatException("The database " + directory
                    + " uses a format that this version cannot read (" + error.getMessage()
                    + "). Install the version that wrote it, or a newer one.");
        }
        return new StoreFailedException(
                "The database " + directory + " cannot be opened: " + error.getMessage()
                        + ". Check that the disk is there, healthy and writable by this user.",
                error);
    }

    /** An error while reading: the row is unreadable, what was written before is not in doubt. */
    static StoreException onRead(Path directory, RocksDBException error) {
        return code(error) == Status.Code.Corruption || isMissingFile(error)
                ? corrupt(directory, error)
                : failed(directory, error);
    }

    /** An error while writing or syncing. */
    static StoreException onWrite(Path directory, RocksDBException error) {
        if (isFull(error)) {
            return full(directory, error);
        }
        return code(error) == Status.Code.Corruption ? corrupt(directory, error) : failed(directory, error);
    }

    private static StoreException full(Path directory, RocksDBException error) {
        return new StoreFullException(
                "The disk that holds " + directory + " is full. Free some space; the node goes on by itself.", error);
    }

    private static StoreException corrupt(Path directory, RocksDBException error) {
        return new StoreCorruptException(
                "The database " + directory + " is damaged (" + error.getMessage()
                        + "). Move the directory away and start the node again: it fetches the chain from its peers.",
                error);
    }

    private static StoreException failed(Path directory, RocksDBException error) {
        return new StoreFailedException(
                "The disk that holds " + directory + " failed: " + error.getMessage()
                        + ". Check the disk and its cable, then start the node again.",
                error);
    }

    private static Status.@Nullable Code code(RocksDBException error) {
        return error.getStatus() == null ? null : error.getStatus().getCode();
    }

    private static boolean isFull(RocksDBException error) {
        return error.getStatus() != null && error.getStatus().getSubCode() == Status.SubCode.NoSpace;
    }

    private static boolean isMissingFile(RocksDBException error) {
        String message = error.getMessage();
        return message != null && message.contains("No such file or directory");
    }

    private static boolean hasUnknownColumns(RocksDBException error) {
        String message = error.getMessage();
        return message != null && message.contains("Column families not opened");
    }

    private static boolean isLocked(RocksDBException error) {
        String message = error.getMessage();
        return message != null && message.contains("/LOCK");
    }
}
