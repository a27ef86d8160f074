package carnet.benchmarks.function;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs JMH, which starts processes of its own with this one's class path and options. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        description = {
            "Measure single functions with JMH, each in processes of its own. All of them take about ten minutes.",
            "The burst of registrations at a network of five nodes runs only when it is named: RegistrationBurst."
        })
public final class FunctionsCommand implements Callable<Integer> {
    private static final String FUNCTIONS = "carnet\\.benchmarks\\.function\\.";

    @Parameters(
            paramLabel = "REGEX | JMH OPTION",
            description = {
                "Which ones, such as Merkle (default: all functions).",
                "JMH's own options come after --, such as -- -f 1 -p leaves=8000; -- -h lists them."
            })
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        requireKnown(arguments);
        Main.main(withDefault(arguments).toArray(String[]::new));
        return ExitCode.OK.status();
    }

    /** Fails when names were given and no benchmark has one of them: JMH would say so in its own words. */
    static void requireKnown(List<String> arguments) throws Failure {
        CommandLineOptions options = options(arguments);
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        BenchmarkList known = BenchmarkList.defaultList();
        if (options.getIncludes().isEmpty()
                || options.shouldHelp()
                || options.shouldListProfilers()
                || options.shouldListResultFormats()) {
            return;
        }
        if (known.find(silent, options.getIncludes(), options.getExcludes()).isEmpty()) {
            Set<String> names = new TreeSet<>();
            known.getAll(silent, List.of())
                    .forEach(each -> names.add(each.getUserClassQName().replaceFirst(".*\\.", "")));
            throw new Failure(
                    ExitCode.USAGE,
                    "no benchmark is called " + String.join(", ", options.getIncludes()),
                    "Name one of: " + String.join(", ", names));
        }
    }

    /** Returns JMH's arguments for ours: without a name all functions are meant, and nothing else. */
    static List<String> withDefault(List<String> arguments) throws Failure {
        List<String> all = new ArrayList<>(arguments);
        if (options(arguments).getIncludes().isEmpty()) {
            all.add(0, FUNCTIONS);
        }
        return all;
    }

    private static CommandLineOptions options(List<String> arguments) throws Failure {
        try {
            return new CommandLineOptions(arguments.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new Failure(ExitCode.USAGE, "JMH: " + e.getMessage(), "Look at: ./carnet bench functions -- -h");
        }
    }
}
