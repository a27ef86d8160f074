package carnet.storage.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The right to use a data directory: one process has it at a time, as a lock of the operating system on the file
 * {@code lock}, which names the process. It ends with {@link #close()} or with the process, however that dies; the file
 * stays and means nothing by itself.
 */
public final class DataDirectoryLock implements AutoCloseable {
    /** Name of the lock file in the data directory. */
    public static final String FILE_NAME = "lock";

    /** Longest content read from a lock file: a 64-bit process id and a line feed. */
    private static final int MAX_CONTENT_BYTES = 24;

    /**
     * Directories that this process holds. Needed because POSIX ends a process's lock when the process closes any
     * descriptor of the file: a second try in this process must not even open it.
     */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** What came of {@link #acquire}. */
    public sealed interface Outcome permits Acquired, InUse {}

    /** The directory is ours until {@link DataDirectoryLock#close()}. */
    public record Acquired(DataDirectoryLock lock) implements Outcome {}

    /**
     * Another process, or another part of this one, has the directory.
     *
     * @param pid its process id, when it could be read
     */
    public record InUse(Path directory, OptionalLong pid) implements Outcome {
        /** Returns the one-line error for people. */
        public String message() {
            String holder = pid.isPresent() ? "process " + pid.getAsLong() : "another process";
            return "The data directory " + directory + " is in use by " + holder
                    + ". Stop that process or choose another directory.";
        }
    }

    /**
     * Takes the lock, creating the directory if need be.
     *
     * @throws IOException when the directory cannot be created or its lock file not be opened
     */
    public static Outcome acquire(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory);
        Path directory = dataDirectory.toRealPath();
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(directory)) {
                return new InUse(
                        directory, OptionalLong.of(ProcessHandle.current().pid()));
            }
            FileChannel channel = FileChannel.open(
                    directory.resolve(FILE_NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    OptionalLong pid = readPid(channel);
                    channel.close();
                    return new InUse(directory, pid);
                }
                writePid(channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            HELD_HERE.add(directory);
            return new Acquired(new DataDirectoryLock(directory, channel));
        }
    }

    /** Gives the directory free. Doing so twice does nothing. */
    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (channel.isOpen()) {
                channel.close();
                HELD_HERE.remove(directory);
            }
        }
    }

    private static void writePid(FileChannel channel) throws IOException {
        byte[] content = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(content), 0);
    }

    /** The holder may be between taking the lock and writing its id: then there is none to read. */
    private static OptionalLong readPid(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT_BYTES);
        channel.read(content, 0);
        String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
