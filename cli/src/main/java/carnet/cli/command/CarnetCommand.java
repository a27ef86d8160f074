package carnet.cli.command;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Problems;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** The root of all commands. */
@Command(
        name = "carnet",
        description = "Trade records that companies in different countries can trust.",
        subcommands = {
            NodeCommand.class,
            NetworkCommand.class,
            MemberCommand.class,
            RecordCommand.class,
            ChainCommand.class,
            TxCommand.class,
            DevnetCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 a check or one of several files failed, 2 wrong usage,",
            "3 refused for safety, 4 node not reachable or busy, 5 file or disk,",
            "6 accepted, but what --wait asks for did not come in time.",
            "",
            "Where Carnet is built from its sources, './carnet bench help' lists what measures it."
        })
public final class CarnetCommand extends Group {
    /** Runs one command line and returns its exit status; everything it says goes to the environment's terminal. */
    public static int run(Environment environment, String... arguments) {
        Problems problems = problems(environment);
        try {
            SecretArguments.refuse(arguments);
        } catch (Failure refused) {
            return problems.onFailure(refused);
        }
        return commandLine(environment).execute(arguments);
    }

    static CommandLine commandLine(Environment environment) {
        CommandLine line = new CommandLine(new CarnetCommand(), new Commands(environment));
        line.setOut(writer(environment.terminal().out()));
        line.setErr(writer(environment.terminal().err()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                environment.terminal().coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        problems(environment).attachTo(line);
        line.setExitCodeExceptionMapper(problem -> ExitCode.FAILED.status());
        line.setUsageHelpAutoWidth(environment.terminal().interactive());
        return line;
    }

    private static Problems problems(Environment environment) {
        return new Problems(environment, () -> commandLine(environment));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Gives every command its environment. */
    private record Commands(Environment environment) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Environment.class) {
                    return type.cast(constructor.newInstance(environment));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
