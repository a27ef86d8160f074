package carnet.cli.command;

import carnet.cli.client.NodeUrl;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.Argon2Cost;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a member's keys and directory (RULES 34). */
@Command(
        name = "new",
        description = {
            "Make a member's keys and directory on this machine, sealed with a passphrase.",
            "Prints the path of its public card, which goes to the registrar of its domain."
        })
final class MemberNewCommand extends Leaf {
    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Option(names = "--domain", required = true, paramLabel = "CN", description = "The country or platform.")
    private String domain = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "member",
            description = "member or registrar (default: ${DEFAULT-VALUE}).")
    private String role = "";

    @Option(
            names = "--node",
            paramLabel = "URL",
            defaultValue = MemberHome.DEFAULT_NODE_URL,
            description = "The node that this member will talk to (default: ${DEFAULT-VALUE}).")
    private String node = "";

    @Mixin
    private PassphraseOptions passphrases = new PassphraseOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    MemberNewCommand(Environment environment) {
        super(environment);
    }

    private record Result(String key, String domain, String role, String card) {}

    @Override
    ExitCode run() throws Exception {
        Domain where = argument("--domain", () -> new Domain(domain));
        MemberRole what = argument("--role", () -> role(role));
        NodeUrl url = argument("--node", () -> NodeUrl.parse(node));
        Path directory = home.directory();
        MemberHome.requireVacant(directory);
        MemberCard card;
        try (SecretBytes passphrase = passphrases.readNew(environment())) {
            card = MemberHome.create(
                    directory,
                    where,
                    what,
                    url.toString(),
                    passphrase,
                    Argon2Cost.DEFAULT,
                    environment().entropy());
        }
        Path file = directory.resolve("card.json");
        if (json) {
            printJson(new Result(card.key().hex(), where.name(), role, file.toString()));
        } else {
            terminal().line("Made a " + role + " of " + where + ": " + card.key());
            terminal()
                    .line("Public card: " + file + " (give it to the registrar of " + where
                            + ", or to whoever creates the network)");
            terminal()
                    .line("Sealed keys: " + directory.resolve("member.key")
                            + " (back it up; without it and its passphrase your records cannot be opened)");
        }
        return ExitCode.OK;
    }

    private static MemberRole role(String text) {
        return switch (text) {
            case "member" -> MemberRole.MEMBER;
            case "registrar" -> MemberRole.REGISTRAR;
            default -> throw new IllegalArgumentException("'" + text + "' is neither member nor registrar");
        };
    }

    /** Returns a role's name as it is typed. */
    static String nameOf(MemberRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
