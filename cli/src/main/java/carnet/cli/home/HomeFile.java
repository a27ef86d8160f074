package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small files that must be whole or absent: each is written beside its place, flushed and then moved there. Private ones
 * are readable by their owner only, from the first byte on.
 */
public final class HomeFile {
    private static final String PRIVATE = "rw-------";
    private static final String PRIVATE_DIRECTORY = "rwx------";
    private static final String PUBLIC = "rw-r--r--";

    private static final AtomicLong WRITES = new AtomicLong();

    private HomeFile() {}

    /** Creates a directory and its parents; those made here are for the owner only. */
    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, PRIVATE_DIRECTORY));
    }

    /** Creates a file for the owner's eyes; refuses to replace one. */
    public static void createPrivate(Path file, byte[] bytes) throws IOException, Failure {
        refuseExisting(file);
        write(file, bytes, PRIVATE, false);
    }

    /** Creates a file for everybody; refuses to replace one. */
    public static void createPublic(Path file, byte[] bytes) throws IOException, Failure {
        refuseExisting(file);
        write(file, bytes, PUBLIC, false);
    }

    /** Writes a file for everybody, replacing the one before. */
    public static void replacePublic(Path file, byte[] bytes) throws IOException {
        write(file, bytes, PUBLIC, true);
    }

    /** Writes a private file, replacing the one before. */
    public static void replacePrivate(Path file, byte[] bytes) throws IOException {
        write(file, bytes, PRIVATE, true);
    }

    /** Refuses when {@code file} exists: nothing here overwrites what may be the only copy. */
    public static void refuseExisting(Path file) throws Failure {
        if (Files.exists(file)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    file + " exists and is not overwritten",
                    "Choose another place, or move that file away first");
        }
    }

    /** Reads a file of at most {@code maxBytes}. */
    public static byte[] read(Path file, int maxBytes, String what) throws IOException, Failure {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new Failure(
                        ExitCode.USAGE,
                        file + " is no " + what + ": it has more than " + maxBytes + " bytes",
                        "Check the path");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.USAGE, what + " " + file + " does not exist", "Check the path");
        }
    }

    /** Reads a secret file and refuses one that other users of the machine may read or replace. */
    public static byte[] readPrivate(Path file, int maxBytes, String what) throws IOException, Failure {
        if (isPosix(file) && Files.exists(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            Set<PosixFilePermission> others =
                    EnumSet.copyOf(permissions.isEmpty() ? Set.of(PosixFilePermission.OWNER_READ) : permissions);
            others.removeAll(PosixFilePermissions.fromString(PRIVATE_DIRECTORY));
            if (!others.isEmpty()) {
                throw new Failure(
                        ExitCode.REFUSED,
                        what + " " + file + " is open to other users of this machine (mode " + octal(permissions) + ")",
                        "Run: chmod 600 " + file);
            }
        }
        return read(file, maxBytes, what);
    }

    private static void write(Path file, byte[] bytes, String permissions, boolean replace) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path target = file.toAbsolutePath();
        // Two commands, and two threads of one, may write the same file at once.
        Path part = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + "-" + WRITES.incrementAndGet() + ".tmp");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(
                part, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(target, permissions))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (!replace && Files.exists(target)) {
            Files.delete(part);
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        if (directory != null) {
            flushDirectory(directory);
        }
    }

    /** Makes a rename in {@code directory} durable, where the system can. */
    public static void flushDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException cannot) {
            // Some systems do not open directories; they make renames durable by themselves or not at all.
        }
    }

    private static FileAttribute<?>[] mode(Path file, String permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String octal(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (char flag : PosixFilePermissions.toString(permissions).toCharArray()) {
            mode = mode << 1 | (flag == '-' ? 0 : 1);
        }
        return String.format("%04o", mode);
    }
}
