package carnet.benchmarks.report;

import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws results. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Draw figures 5 to 8 of the source paper from results, as PNG and SVG, with all points as CSV and one HTML page.",
            "What was measured in other settings goes into directories of its own."
        })
public final class ReportCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "RESULTS.json", arity = "1..*", description = "Files that the benchmarks wrote with -o.")
    private List<Path> files = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "report",
            description = "Where to write (default: ${DEFAULT-VALUE}). Files of the same name are replaced.")
    private Path out = Path.of("report");

    /** Takes what it needs of the world. */
    public ReportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, Failure {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new Failure(ExitCode.USAGE, out + " is a file", "Name a directory");
        }
        List<Results> runs = new ArrayList<>();
        for (Path file : files) {
            runs.add(read(file));
        }
        Report report = new Report(runs);
        List<Path> pictures = report.write(out);
        environment
                .terminal()
                .format(
                        "%d pictures (PNG and SVG), %s and %s in %s",
                        pictures.size(),
                        report.hasStreams() ? Report.POINTS + ", " + Report.STREAMS : Report.POINTS,
                        Report.PAGE,
                        out.toAbsolutePath().normalize());
        return ExitCode.OK.status();
    }

    private static Results read(Path file) throws IOException, Failure {
        if (Files.isDirectory(file)) {
            throw new Failure(ExitCode.USAGE, file + " is a directory", "Name files that a benchmark wrote with -o");
        }
        try {
            return Results.read(file);
        } catch (FileNotFoundException e) {
            throw new Failure(ExitCode.USAGE, file + " does not exist", "Name files that a benchmark wrote with -o");
        } catch (JsonProcessingException e) {
            boolean isJson = !(e instanceof StreamReadException) && !(e.getCause() instanceof StreamReadException);
            boolean isKnown = e.getLocation() != null;
            throw notResults(
                    file,
                    isJson
                            ? "its JSON says something else"
                            : "it is no JSON, or cut off"
                                    + (isKnown ? ", at line " + e.getLocation().getLineNr() : ""));
        }
    }

    private static Failure notResults(Path file, String reason) {
        return new Failure(
                ExitCode.USAGE,
                file + " is not a file of results: " + reason,
                "Name files that a benchmark wrote with -o");
    }
}
