package carnet.cli.command;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.Locale;
import java.util.Set;

/** Refuses options that would carry a secret, before anything else looks at the command line or prints part of it. */
final class SecretArguments {
    private static final Set<String> REFUSED = Set.of(
            "--passphrase", "--pass", "--password", "--passwd", "--secret", "--seed", "--private-key", "--secret-key");

    private SecretArguments() {}

    static void refuse(String... arguments) throws Failure {
        for (String argument : arguments) {
            if (argument.equals("--")) {
                return;
            }
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new Failure(
                        ExitCode.REFUSED,
                        name + " would put a secret on the command line, where every user of this machine can read it",
                        "Use --passphrase-file FILE (mode 0600) or --passphrase-stdin, or type it when asked");
            }
        }
    }
}
