package carnet.benchmarks.figures;

import carnet.benchmarks.function.ChainGrowth;
import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a longer chain costs a node in memory, beside the aim. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how much memory of a node each block of its chain takes: core, RocksDB and segments in this process take"
                    + " blocks of one record each, until one length and then until another.",
            "Takes about a minute. With --shorter below about 10,000, lists that still fill count as growth."
        })
public final class GrowthCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--shorter",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Blocks before the first look (default: ${DEFAULT-VALUE}).")
    private int shorter;

    @Option(
            names = "--longer",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Blocks before the second one (default: ${DEFAULT-VALUE}).")
    private int longer;

    @Mixin
    private FigureOptions options = new FigureOptions();

    /** Takes what it needs of the world. */
    public GrowthCommand(Environment environment) {
        this.environment = environment;
    }

    /** What is printed. */
    private record Report(ChainGrowth.Growth growth, List<Figure> figures) {}

    @Override
    public Integer call() throws Exception {
        if (shorter < 1 || longer <= shorter) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no growth from " + shorter + " to " + longer + " blocks",
                    "Give --shorter at least 1 and --longer more than that");
        }
        Terminal terminal = environment.terminal();
        RunDirectory directory = options.directory();
        terminal.note(longer + " blocks of one record each");
        ChainGrowth.Growth growth = ChainGrowth.measure(directory.path(), shorter, longer);
        directory.release();
        List<Figure> figures = List.of(Figure.of(
                "memory of a node for each block, heap and RocksDB", "B", growth.bytesPerBlock(), Aims.BLOCK_BYTES));
        if (options.isJson()) {
            terminal.out().println(Json.line(new Report(growth, figures)));
            return ExitCode.OK.status();
        }
        tell(shorter, growth.before(), terminal);
        tell(longer, growth.after(), terminal);
        figures.forEach(figure -> terminal.line(figure.line()));
        return ExitCode.OK.status();
    }

    private static void tell(int blocks, ChainGrowth.Memory memory, Terminal terminal) {
        terminal.format(
                "after %,d blocks: heap %.2f MiB, RocksDB %.2f MiB",
                blocks, memory.heapBytes() / Figures.MEBIBYTE, memory.rowsBytes() / Figures.MEBIBYTE);
    }
}
