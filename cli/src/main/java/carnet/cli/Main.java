package carnet.cli;

import carnet.cli.command.CarnetCommand;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Problems;

/** The process: runs one command and ends with its exit status. */
public final class Main {
    private Main() {}

    /** Runs {@code arguments}. */
    public static void main(String[] arguments) {
        Problems.silenceAtEnd();
        int status = CarnetCommand.run(Environment.ofProcess(), arguments);
        System.exit(status);
    }
}
