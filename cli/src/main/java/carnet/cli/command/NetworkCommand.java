package carnet.cli.command;

import picocli.CommandLine.Command;

/** What founders do once. */
@Command(
        name = "network",
        description = "Create a network from cards, look at a genesis file.",
        subcommands = {NetworkCreateCommand.class, NetworkShowCommand.class})
final class NetworkCommand extends Group {}
