package carnet.cli.command;

import carnet.cli.home.CardFile;
import carnet.cli.home.HomeFile;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.sign.PublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Collects cards into the genesis file (RULES 33). */
@Command(
        name = "create",
        description = {
            "Collect the public cards of nodes and registrars into a genesis file.",
            "Copy the file to every host and start each node with it."
        })
final class NetworkCreateCommand extends Leaf {
    @Option(names = "--card", required = true, arity = "1..*", paramLabel = "CARD", description = "The nodes' cards.")
    private List<Path> cards = List.of();

    @Option(
            names = "--registrar",
            required = true,
            arity = "1..*",
            paramLabel = "DOMAIN=CARD",
            description = "Who registers the members of a domain: CN=card.json.")
    private List<String> registrars = List.of();

    @Option(
            names = "--admin",
            arity = "1..*",
            paramLabel = "CARD",
            description = "Members who may change the policy list together.")
    private List<Path> admins = List.of();

    @Option(
            names = "--admin-threshold",
            paramLabel = "K",
            defaultValue = "0",
            description = "How many of them must agree (default: more than half).")
    private int adminThreshold;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "lan",
            description = "lan, wan or slow: the time between blocks (default: ${DEFAULT-VALUE}).")
    private String profile = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "carnet",
            description = "What people call the network (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The genesis file to write.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NetworkCreateCommand(Environment environment) {
        super(environment);
    }

    private record Result(String genesis, String file, int nodes, int registrars, int admins) {}

    @Override
    ExitCode run() throws Exception {
        ChainParameters.Profile timing = argument("--profile", () -> profile(profile));
        HomeFile.refuseExisting(out);
        List<NodeCard> nodes = new ArrayList<>();
        for (Path card : cards) {
            nodes.add(CardFile.readNode(card));
        }
        List<MemberCard> registering = new ArrayList<>();
        for (String registrar : registrars) {
            registering.add(registrar(registrar));
        }
        List<PublicKey> administering = new ArrayList<>();
        for (Path admin : admins) {
            administering.add(CardFile.readMember(admin).key());
        }
        int threshold = adminThreshold == 0 && !admins.isEmpty() ? admins.size() / 2 + 1 : adminThreshold;
        Genesis genesis;
        try {
            ChainParameters parameters = ChainParameters.defaults(timing, nodes.size());
            Policy policy = new Policy(1, nodes, registering, administering, threshold, parameters);
            genesis = new Genesis(name, environment().clock().millis(), policy);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), "Correct the cards or options");
        }
        HomeFile.createPublic(out, genesis.bytes());
        report(genesis);
        return ExitCode.OK;
    }

    private void report(Genesis genesis) {
        Policy policy = genesis.policy();
        if (json) {
            printJson(new Result(
                    genesis.hash().hex(),
                    out.toString(),
                    policy.miners().size(),
                    policy.registrars().size(),
                    policy.admins().size()));
            return;
        }
        terminal().line("Network " + genesis.name() + " is " + genesis.hash());
        terminal()
                .line("Genesis file: " + out + " (copy it to every host, then: carnet node start --home DIR --genesis "
                        + out.getFileName() + ")");
    }

    private static MemberCard registrar(String text) throws IOException, Failure {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new Failure(
                    ExitCode.USAGE, "--registrar: '" + text + "' is not DOMAIN=CARD", "Write it like CN=card.json");
        }
        Domain domain = argument("--registrar", () -> new Domain(text.substring(0, equals)));
        MemberCard card = CardFile.readMember(Path.of(text.substring(equals + 1)));
        if (!card.domain().equals(domain)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--registrar: the card " + text.substring(equals + 1) + " is of domain " + card.domain() + ", not "
                            + domain,
                    "Give the card of the registrar of " + domain);
        }
        return card;
    }

    private static ChainParameters.Profile profile(String text) {
        return switch (text) {
            case "lan" -> ChainParameters.Profile.LAN;
            case "wan" -> ChainParameters.Profile.WAN;
            case "slow" -> ChainParameters.Profile.SLOW;
            default -> throw new IllegalArgumentException("'" + text + "' is none of lan, wan, slow");
        };
    }
}
