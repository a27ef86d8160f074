package carnet.cli.devnet;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs public commands within this process, as a user would type them, and shows each line before it runs. */
public final class Commands {
    /** Runs one command line. */
    @FunctionalInterface
    public interface Runner {
        /** Returns its exit status. */
        int run(Environment environment, String... arguments);
    }

    private final Environment environment;
    private final Runner runner;

    /** Shows the lines on the standard error of {@code environment}. */
    public Commands(Environment environment, Runner runner) {
        this.environment = environment;
        this.runner = runner;
    }

    /** Shows a command line that runs elsewhere. */
    void show(String... arguments) {
        StringBuilder line = new StringBuilder("$ ./carnet");
        for (String argument : arguments) {
            boolean plain = argument.matches("[A-Za-z0-9_./:=@%+,-]+");
            line.append(' ').append(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        environment.terminal().note(line.toString());
    }

    /** Runs a command line and returns what it printed; ends the run when the command failed. */
    String run(String... arguments) throws Failure {
        show(arguments);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            Terminal terminal = new Terminal(InputStream.nullInputStream(), printed, complained, false, false);
            Environment inner =
                    new Environment(terminal, environment.clock(), environment.entropy(), environment.pause());
            status = runner.run(inner, arguments);
        }
        List<String> complaint = err.toString(StandardCharsets.UTF_8).lines().toList();
        if (status != ExitCode.OK.status()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "'carnet " + String.join(" ", arguments) + "' ended with exit code " + status + ": "
                            + String.join(" / ", complaint),
                    "Look into the node.log files");
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
