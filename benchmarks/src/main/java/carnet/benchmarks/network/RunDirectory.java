package carnet.benchmarks.network;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its data.
 *
 * @param path an absolute path
 * @param isTemporary whether it may go when all went well
 */
public record RunDirectory(Path path, boolean isTemporary) {
    /** What the names of temporary ones begin with. */
    public static final String PREFIX = "carnet-bench-";

    /** Takes an empty directory, made when missing, or a temporary one when none is named. */
    public static RunDirectory take(@Nullable Path named) throws IOException, Failure {
        if (named == null) {
            return new RunDirectory(Files.createTempDirectory(PREFIX), true);
        }
        Path path = named.toAbsolutePath().normalize();
        Files.createDirectories(path);
        try (Stream<Path> inside = Files.list(path)) {
            if (inside.findAny().isPresent()) {
                throw new Failure(
                        ExitCode.REFUSED, path + " is not empty", "Name a new directory, or remove this one first");
            }
        }
        return new RunDirectory(path, false);
    }

    /** Deletes it when it is temporary. */
    public void release() throws IOException {
        if (isTemporary) {
            delete(path);
        }
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
