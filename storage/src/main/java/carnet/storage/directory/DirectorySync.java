package carnet.storage.directory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the creation, renaming and deletion of files durable: syncing a file does not sync its name. */
public final class DirectorySync {
    private DirectorySync() {}

    /**
     * Returns when the entries of {@code directory} are on the disk. An interrupt does not end it; it is kept for the
     * caller.
     *
     * @throws IOException when the disk failed
     */
    public static void sync(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
