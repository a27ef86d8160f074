package carnet.benchmarks.rival;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;

/**
 * Another system that can be started.
 *
 * @param system its name in results
 * @param opening starts it
 */
public record Candidate(String system, Opening opening) {
    /** Starts a system. */
    @FunctionalInterface
    public interface Opening {
        /** Starts it at the sites; the first one takes the files. */
        Rival open(List<Site> sites, Environment environment) throws IOException, Failure, InterruptedException;
    }
}
