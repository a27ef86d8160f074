package carnet.cli.command;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command that does something. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class Leaf implements Callable<Integer> {
    private final Environment environment;

    Leaf(Environment environment) {
        this.environment = environment;
    }

    /** Does it; a return value of OK is exit status 0. */
    abstract ExitCode run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        return run().status();
    }

    final Environment environment() {
        return environment;
    }

    final Terminal terminal() {
        return environment.terminal();
    }

    /** Prints one JSON value on one line. */
    final void printJson(Object value) {
        terminal().out().println(Json.line(value));
    }

    /** Reads an argument's text; what is wrong with it is a usage error. */
    static <T> T argument(String name, java.util.function.Supplier<T> reader) throws Failure {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, name + ": " + e.getMessage(), "Correct the argument");
        }
    }
}
