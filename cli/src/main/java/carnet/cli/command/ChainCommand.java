package carnet.cli.command;

import picocli.CommandLine.Command;

/** What anybody may look up on the chain. */
@Command(
        name = "chain",
        description = "Look at the chain, verify it.",
        subcommands = {ChainShowCommand.class, ChainVerifyCommand.class})
final class ChainCommand extends Group {}
