package carnet.cli.command;

import picocli.CommandLine.Command;

/** What a member or registrar does about membership. */
@Command(
        name = "member",
        description = "Make a member's keys, register members.",
        subcommands = {
            MemberNewCommand.class,
            MemberRegisterCommand.class,
            MemberShowCommand.class,
            MemberExportIdentityCommand.class
        })
final class MemberCommand extends Group {}
