package carnet.benchmarks.rival;

import carnet.benchmarks.results.Outcome;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another system, running and ready to take files. */
public interface Rival extends AutoCloseable {
    /**
     * Puts files at once and waits until all of them are where they belong.
     *
     * @param files what is put; nothing like it was put before
     * @param clients how many are under way at once; every clock starts with the burst
     */
    Outcome burst(List<Path> files, int clients) throws IOException, Failure, InterruptedException;

    /** Throws away what was put, between bursts. */
    void clear() throws IOException, Failure, InterruptedException;

    /** Ends its processes. Its directories stay. */
    @Override
    void close() throws IOException;
}
