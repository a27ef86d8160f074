package carnet.benchmarks.figures;

import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a measurement keeps its data and how what it found is printed. */
final class FigureOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one).")
    private @Nullable Path dir;

    @Option(names = "--json", description = "Print one JSON object at the end.")
    private boolean json;

    /** Takes the directory for all data. */
    RunDirectory directory() throws IOException, Failure {
        return RunDirectory.take(dir);
    }

    /** Returns whether one JSON object is printed instead of lines. */
    boolean isJson() {
        return json;
    }
}
