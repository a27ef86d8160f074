package carnet.benchmarks.rival;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sites that one system has to itself from its start to its end.
 *
 * @param directory with the data of all of them; after a failure it stays in a directory that was named with --dir
 * @param sites the places
 * @param end takes back what was made for them beside the directory
 */
public record Ground(Path directory, List<Site> sites, Closeable end) implements Closeable {
    /** Makes grounds. */
    @FunctionalInterface
    public interface Source {
        /** Makes a new one; the caller closes it before the next. */
        Ground take() throws IOException;
    }

    /** Returns what makes grounds of {@code count} sites on this machine, each in a new directory below. */
    public static Source here(Path directory, int count) {
        AtomicInteger taken = new AtomicInteger();
        return () -> {
            Path below = Files.createDirectory(directory.resolve("rival-" + taken.incrementAndGet()));
            return new Ground(below, Site.here(below, count), () -> {});
        };
    }

    @Override
    public void close() throws IOException {
        end.close();
    }
}
