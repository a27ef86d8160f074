package carnet.benchmarks.campaign;

import carnet.cli.command.CarnetCommand;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A public command, run within this process.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int status, String out, String err) {
    static CommandRun of(Environment environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status;
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            Terminal terminal = new Terminal(InputStream.nullInputStream(), printed, complained, false, false);
            status = CarnetCommand.run(
                    new Environment(terminal, environment.clock(), environment.entropy(), environment.pause()),
                    arguments);
        }
        return new CommandRun(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8).strip());
    }
}
