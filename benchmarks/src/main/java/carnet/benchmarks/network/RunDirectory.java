package carnet.benchmarks.network;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its data, keys of its networks among them. A temporary one goes with this process at the latest, unless
 * it is to be looked into.
 */
public final class RunDirectory {
    /** What the names of temporary ones begin with. */
    public static final String PREFIX = "carnet-bench-";

    /** Longer than any process that writes there may take to end. */
    private static final int PATIENCE_MILLIS = 40_000;

    private static final int POLL_MILLIS = 100;

    private final Path path;
    private final boolean isTemporary;
    private volatile boolean kept;

    private RunDirectory(Path path, boolean isTemporary) {
        this.path = path;
        this.isTemporary = isTemporary;
    }

    /** Takes an empty directory, made when missing, or a temporary one when none is named. */
    public static RunDirectory take(@Nullable Path named) throws IOException, Failure {
        if (named == null) {
            RunDirectory temporary = new RunDirectory(Files.createTempDirectory(PREFIX), true);
            Runtime.getRuntime().addShutdownHook(new Thread(temporary::deleteAtExit, "delete " + PREFIX));
            return temporary;
        }
        Path path = named.toAbsolutePath().normalize();
        Files.createDirectories(path);
        try (Stream<Path> inside = Files.list(path)) {
            if (inside.findAny().isPresent()) {
                throw new Failure(ExitCode.REFUSED, path + " is not empty", "Name one that is new or empty");
            }
        }
        return new RunDirectory(path, false);
    }

    /** Returns its absolute path. */
    public Path path() {
        return path;
    }

    /** Leaves it where it is: what it holds shows what went wrong. */
    public void keep() {
        kept = true;
    }

    /** Deletes it when it is temporary. */
    public void release() throws IOException {
        if (isTemporary) {
            delete(path);
        }
    }

    /** Tries for a while: what still writes there is ended at the same time. */
    private void deleteAtExit() {
        if (kept || !Files.exists(path)) {
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (Files.exists(path)) {
            try {
                delete(path);
            } catch (IOException | UncheckedIOException stillWritten) {
                if (System.nanoTime() > deadline) {
                    System.err.println("carnet: " + path + " could not be deleted. Remove it");
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            }
        }
        System.err.println("carnet: the files of this run are deleted, logs among them. --dir DIR keeps them");
    }

    /** Deletes a directory with all that lies below it. */
    public static void delete(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> below = Files.walk(directory)) {
            found = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : found) {
            Files.delete(each);
        }
    }
}
