package carnet.cli.command;

import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.consensus.card.MemberCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a member's public side. Needs no passphrase. */
@Command(name = "show", description = "Show a member's public card and settings.")
final class MemberShowCommand extends Leaf {
    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    MemberShowCommand(Environment environment) {
        super(environment);
    }

    private record Result(String key, String sealingKey, String domain, String role, String node) {}

    @Override
    ExitCode run() throws Exception {
        MemberHome member = home.open();
        MemberCard card = member.card();
        String role = MemberNewCommand.nameOf(card.role());
        if (json) {
            printJson(new Result(
                    card.key().hex(), card.sealingKeyHex(), card.domain().name(), role, member.nodeUrl()));
        } else {
            terminal().line("Member:      " + card.key());
            terminal().line("Domain:      " + card.domain());
            terminal().line("Role:        " + role);
            terminal().line("Sealing key: " + card.sealingKeyHex());
            terminal().line("Node:        " + member.nodeUrl());
        }
        return ExitCode.OK;
    }
}
