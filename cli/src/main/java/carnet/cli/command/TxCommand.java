package carnet.cli.command;

import picocli.CommandLine.Command;

/** What anybody may look up about a transaction. */
@Command(
        name = "tx",
        description = "Look at a transaction.",
        subcommands = {TxShowCommand.class})
final class TxCommand extends Group {}
