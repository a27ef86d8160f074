package carnet.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
public class Group implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** For commands in this package, and for those that are started beside them. */
    protected Group() {}

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                line,
                "a command is missing: one of "
                        + String.join(", ", line.getSubcommands().keySet()));
    }
}
