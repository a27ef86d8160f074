package carnet.benchmarks.load;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run keeps its data and where its results go. */
public final class RunOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one).")
    private @Nullable Path dir;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the files' bytes and of the order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the results as one JSON object.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the results to FILE as JSON; 'carnet bench report FILE' draws them.")
    private @Nullable Path output;

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Fails when the results could not be written at the end of the long work. */
    public void requireWritable() throws Failure {
        if (output != null) {
            Path parent = output.toAbsolutePath().getParent();
            if (Files.isDirectory(output) || parent == null || !Files.isDirectory(parent)) {
                throw new Failure(
                        ExitCode.USAGE, output + " cannot be written", "Name a file in a directory that exists");
            }
        }
    }

    /** Takes the directory for all data. */
    public RunDirectory directory() throws IOException, Failure {
        return RunDirectory.take(dir);
    }

    /** Writes and prints what was measured. */
    public void report(Results results, Environment environment) throws IOException {
        if (output != null) {
            results.write(output);
        }
        if (json) {
            environment.terminal().out().println(results.json());
            return;
        }
        Table.print(results, environment.terminal());
        if (output != null) {
            environment.terminal().line("Written to " + output + "; draw it with: ./carnet bench report " + output);
        }
    }
}
