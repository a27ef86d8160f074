package carnet.benchmarks.function;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
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
        Main.main(withDefault(arguments).toArray(String[]::new));
        return ExitCode.OK.status();
    }

    /** Returns JMH's arguments for ours: without a name all functions are meant, and nothing else. */
    static List<String> withDefault(List<String> arguments) throws Failure {
        List<String> all = new ArrayList<>(arguments);
        try {
            if (new CommandLineOptions(arguments.toArray(String[]::new))
                    .getIncludes()
                    .isEmpty()) {
                all.add(0, FUNCTIONS);
            }
        } catch (CommandLineOptionException e) {
            throw new Failure(ExitCode.USAGE, "JMH: " + e.getMessage(), "Look at: ./carnet bench functions -- -h");
        }
        return all;
    }
}
