package carnet.cli.command;

import carnet.cli.terminal.Environment;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the completion script. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a completion script for bash and zsh: source <(carnet completion)")
final class CompletionCommand implements Callable<Integer> {
    private final Environment environment;

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        environment.terminal().out().println(AutoComplete.bash("carnet", CarnetCommand.commandLine(environment)));
        return 0;
    }
}
