package carnet.cli.command;

import picocli.CommandLine.Command;

/** What an operator does with a node. */
@Command(
        name = "node",
        description = "Run a node.",
        subcommands = {NodeInitCommand.class, NodeStartCommand.class, NodeStatusCommand.class, NodeWatchCommand.class})
final class NodeCommand extends Group {}
