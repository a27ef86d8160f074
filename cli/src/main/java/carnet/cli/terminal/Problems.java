package carnet.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class Problems {
    private static volatile boolean processEnds;

    private final Environment environment;
    private final Supplier<CommandLine> commands;

    /**
     * Takes what it needs of the world.
     *
     * @param commands makes the command line once more, to look for what else is wrong with what was typed
     */
    public Problems(Environment environment, Supplier<CommandLine> commands) {
        this.environment = environment;
        this.commands = commands;
    }

    /**
     * From now on nothing is told once this process was told to end, such as by Ctrl-C: what a command then finds broken
     * was ended with it.
     */
    public static void silenceAtEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> processEnds = true, "silence"));
    }

    /** Returns whether {@link #silenceAtEnd} was asked for and this process was told to end. */
    public static boolean isProcessEnding() {
        return processEnds;
    }

    /** Makes a command line tell of its problems this way. */
    public CommandLine attachTo(CommandLine line) {
        return line.setParameterExceptionHandler(this::onUsage)
                .setExecutionExceptionHandler((problem, command, parsed) -> onFailure(problem));
    }

    /** Answers a command line that makes no sense: the cause, the nearest name, the usage line. */
    private int onUsage(ParameterException first, String... typed) {
        ParameterException problem = first instanceof MissingParameterException ? unknown(first, typed) : first;
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        environment.terminal().error(usageCause(problem) + " Run '" + name + " --help' for more");
        environment
                .terminal()
                .note(command.getHelp().synopsisHeading().strip() + " "
                        + command.getHelp().synopsis(0).strip().replaceAll("\\s+", " "));
        return ExitCode.USAGE.status();
    }

    /** A name that does not exist is often why another is missing: returns it, else {@code missing}. */
    private ParameterException unknown(ParameterException missing, String... typed) {
        CommandLine again = commands.get();
        collectErrors(again);
        for (CommandLine.ParseResult part : again.parseArgs(typed).asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .toList()) {
            for (Exception each : part.errors()) {
                if (each instanceof UnmatchedArgumentException unmatched) {
                    return unmatched;
                }
            }
        }
        return missing;
    }

    private static void collectErrors(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(Problems::collectErrors);
    }

    /** Answers a command that ended with an exception. */
    public int onFailure(Exception problem) {
        if (processEnds) {
            return ExitCode.FAILED.status();
        }
        Exception cause =
                problem instanceof UncheckedIOException && problem.getCause() instanceof IOException io ? io : problem;
        if (cause instanceof Failure failure) {
            environment.terminal().error(failure.line());
            return failure.exitCode().status();
        }
        if (cause instanceof InterruptedException) {
            environment.terminal().error("interrupted. Run the same command again to go on");
            return ExitCode.FAILED.status();
        }
        if (cause instanceof IOException disk) {
            return onFailure(ofDisk(disk));
        }
        environment
                .terminal()
                .error("this is a bug (" + cause + "). Set CARNET_DEBUG=1, run it again and report what it prints");
        if (System.getenv("CARNET_DEBUG") != null) {
            cause.printStackTrace(environment.terminal().err());
        }
        return ExitCode.FAILED.status();
    }

    /** Puts a problem with files into words. */
    public static Failure ofDisk(Exception problem) {
        Throwable cause =
                problem instanceof UncheckedIOException && problem.getCause() != null ? problem.getCause() : problem;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            return new Failure(ExitCode.STORAGE, message + " does not exist", "Check the path");
        }
        if (cause instanceof AccessDeniedException) {
            return new Failure(
                    ExitCode.STORAGE,
                    message + " may not be read or written by this user",
                    "Check owner and mode with ls -l");
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return new Failure(ExitCode.STORAGE, message + " is a directory and in the way", "Move it away");
        }
        if (cause instanceof FileSystemException) {
            return new Failure(ExitCode.STORAGE, message, "Check the disk and the path");
        }
        return new Failure(ExitCode.STORAGE, "reading or writing failed: " + message, "Check the disk and try again");
    }

    private static String usageCause(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String typed = unmatched.getUnmatched().get(0);
            boolean option = typed.startsWith("-") && typed.length() > 1;
            String kind = option ? "option" : hasSubcommands(problem) ? "command" : "argument";
            String bare = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
            String nearest = nearest(problem.getCommandLine(), bare, option);
            return "unknown " + kind + " '" + bare + "'." + (nearest == null ? "" : " Did you mean '" + nearest + "'?");
        }
        String message = String.valueOf(problem.getMessage());
        String lower = Character.toLowerCase(message.charAt(0)) + message.substring(1);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    private static boolean hasSubcommands(ParameterException problem) {
        return !problem.getCommandLine().getSubcommands().isEmpty();
    }

    private static @Nullable String nearest(CommandLine command, String typed, boolean option) {
        List<String> names = new ArrayList<>();
        if (option) {
            for (OptionSpec known : command.getCommandSpec().options()) {
                if (!known.hidden()) {
                    names.addAll(List.of(known.names()));
                }
            }
        } else {
            names.addAll(command.getSubcommands().keySet());
        }
        return Nearest.of(typed, names);
    }
}
