package carnet.benchmarks.load;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run keeps its data and where its results go. */
public final class RunOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one, which goes with the run).")
    private @Nullable Path dir;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the order in which points are taken (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the results as one JSON object.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write the results to FILE as JSON, anew after each round; 'carnet bench report FILE' draws them.")
    private @Nullable Path output;

    /** What a run measures. */
    @FunctionalInterface
    public interface Measurement {
        /**
         * Measures.
         *
         * @param directory for all data
         * @param finished takes what is whole so far, after each round
         */
        List<Burst> run(Path directory, Rounds.Finished finished) throws Exception;
    }

    /** Measures, writes and prints; returns the exit code, that of a failure when records failed. */
    public int measure(Environment environment, Measurement measurement) throws Exception {
        requireWritable();
        Host host = Host.now();
        host.warning().ifPresent(environment.terminal()::note);
        RunDirectory directory = directory();
        List<Burst> bursts = measurement.run(directory.path(), finished -> keep(host, finished));
        report(new Results(host, bursts, List.of()), environment);
        if (bursts.stream().anyMatch(burst -> burst.failures() > 0)) {
            return ExitCode.FAILED.status();
        }
        directory.release();
        return ExitCode.OK.status();
    }

    /**
     * Writes what is finished, so that what breaks later does not take it along; nothing without a file to write to, which
     * a device or a pipe is not.
     */
    public void keep(Host host, List<Burst> finished) throws IOException {
        if (output != null && (Files.isRegularFile(output) || !Files.exists(output))) {
            new Results(host, finished, List.of()).write(output);
        }
    }

    /** Returns whether results are to be written or printed as JSON. */
    public boolean isKept() {
        return json || output != null;
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Fails when the results could not be written at the end of the long work. */
    public void requireWritable() throws Failure {
        if (output != null && !isWritable(output)) {
            throw new Failure(
                    ExitCode.USAGE,
                    output + " cannot be written",
                    "Name a file in a directory that exists and is yours");
        }
    }

    /** A file is written beside its place first, so its directory must be writable too. */
    private static boolean isWritable(Path file) {
        try {
            Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.isDirectory(whole)) {
                return false;
            }
            Path parent = whole.getParent();
            return (Files.exists(whole) && !Files.isRegularFile(whole))
                    ? Files.isWritable(whole)
                    : parent != null && Files.isWritable(parent);
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes the directory for all data. */
    public RunDirectory directory() throws IOException, Failure {
        return RunDirectory.take(dir);
    }

    /** Writes and prints what was measured. */
    public void report(Results results, Environment environment) throws IOException {
        if (json) {
            environment.terminal().out().println(results.json());
        } else {
            Table.print(results, environment.terminal());
        }
        if (output == null) {
            return;
        }
        results.write(output);
        if (!json) {
            environment.terminal().line("Written to " + output + "; draw it with: ./carnet bench report " + output);
        }
    }
}
