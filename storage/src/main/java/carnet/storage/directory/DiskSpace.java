package carnet.storage.directory;

import java.nio.file.Path;

/** How much room a disk has. */
public final class DiskSpace {
    private DiskSpace() {}

    /**
     * Returns how many bytes this user may still write on the disk of {@code directory}, or 0 when that cannot be told.
     *
     * <p>Asks the system about the directory itself. {@link java.nio.file.Files#getFileStore} looks for its mount point
     * first and fails where that is hidden, as in a chroot.
     */
    public static long usableBytes(Path directory) {
        return directory.toFile().getUsableSpace();
    }
}
