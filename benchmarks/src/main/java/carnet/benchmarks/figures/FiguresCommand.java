package carnet.benchmarks.figures;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.cli.terminal.Terminal;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints figures beside aims. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description = {
            "Measure a network of five nodes on this machine: memory, idle cost, clocks of a record, starts, nonces.",
            "Linux only. Takes about six minutes; run it while nothing else runs."
        })
public final class FiguresCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private FigureOptions options = new FigureOptions();

    /** Takes what it needs of the world. */
    public FiguresCommand(Environment environment) {
        this.environment = environment;
    }

    /**
     * What is printed.
     *
     * @param processors of this machine
     * @param java its version
     * @param loadBefore the machine's load average over a minute when the run began, without anything of ours
     * @param figures in the order in which they were measured
     */
    private record Report(int processors, String java, double loadBefore, List<Figure> figures) {}

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new Failure(
                    ExitCode.FAILED, "there is no /proc here, and figures of processes come from it", "Use Linux");
        }
        Terminal terminal = environment.terminal();
        double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        List<Figure> figures = new ArrayList<>();
        RunDirectory directory = options.directory();
        try (LocalNetwork network = LocalNetwork.open(directory.path(), environment)) {
            figures.addAll(new Figures(network, directory.path(), environment, terminal::note).ofNodes());
        }
        directory.release();
        terminal.note("nonces");
        figures.addAll(Figures.ofHashing());
        Report report = new Report(
                Runtime.getRuntime().availableProcessors(), Runtime.version().toString(), loadBefore, figures);
        if (options.isJson()) {
            terminal.out().println(Json.line(report));
            return ExitCode.OK.status();
        }
        terminal.format(
                "%d processors, Java %s, load average before the run %.1f",
                report.processors(), report.java(), loadBefore);
        terminal.format("%-58s %-12s %s", "figure", "aim", "measured (median, p95 of count)");
        figures.forEach(figure -> terminal.line(figure.line()));
        long missed = figures.stream().filter(figure -> !figure.isMet()).count();
        terminal.line(String.format(Locale.ROOT, "%d figures, %d missed their aim", figures.size(), missed));
        return ExitCode.OK.status();
    }
}
