package carnet.cli.command;

import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which member acts. */
final class MemberHomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The member's directory (default: $CARNET_HOME, else ~/.carnet).")
    private @Nullable Path home;

    /** Returns the directory that was named, or the usual one. */
    Path directory() {
        if (home != null) {
            return home;
        }
        String named = System.getenv("CARNET_HOME");
        return named != null ? Path.of(named) : Path.of(Objects.toString(System.getProperty("user.home")), ".carnet");
    }

    /** Opens it. */
    MemberHome open() throws IOException, Failure {
        return MemberHome.open(directory());
    }
}
