package carnet.cli.command;

import picocli.CommandLine.Command;

/** What a member does with records. */
@Command(
        name = "record",
        description = "Put files as records, list them, get them back.",
        subcommands = {
            RecordPutCommand.class,
            RecordListCommand.class,
            RecordStatusCommand.class,
            RecordGetCommand.class
        })
final class RecordCommand extends Group {}
