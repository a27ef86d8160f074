package carnet.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
class Group implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                line,
                "a command is missing: one of "
                        + String.join(", ", line.getSubcommands().keySet()));
    }
}
