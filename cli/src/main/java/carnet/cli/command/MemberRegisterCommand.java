package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.client.Transactions;
import carnet.cli.client.Waiting;
import carnet.cli.home.CardFile;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal.Colour;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.vault.MemberKeys;
import carnet.node.api.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A registrar registers a member of its domain (RULES 34). */
@Command(name = "register", description = "Register a member, as the registrar of its domain.")
final class MemberRegisterCommand extends Leaf {
    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Option(names = "--card", required = true, paramLabel = "CARD", description = "The member's public card.")
    private Path card = Path.of("");

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--wait", description = "Return only when the registration is in a block.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private PassphraseOptions passphrases = new PassphraseOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    MemberRegisterCommand(Environment environment) {
        super(environment);
    }

    private record Result(
            String member, String domain, String state, @Nullable String txid, @Nullable Long acceptedAtMillis) {}

    @Override
    ExitCode run() throws Exception {
        MemberHome registrar = home.open();
        MemberCard own = registrar.card();
        MemberCard other = CardFile.readMember(card);
        if (own.role() != MemberRole.REGISTRAR) {
            throw new Failure(
                    ExitCode.REFUSED,
                    registrar.directory() + " is a member, not a registrar",
                    "Give the directory of the registrar of " + other.domain() + " with --home DIR");
        }
        if (!own.domain().equals(other.domain())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "the card is of domain " + other.domain() + ", but this registrar registers members of "
                            + own.domain(),
                    "Hand the card to the registrar of " + other.domain());
        }
        NodeClient client = node.client(registrar, environment());
        registrar.requireNetwork(client.genesis().hash());
        String member = other.key().hex();
        if (client.isMember(member)) {
            report(new Result(member, own.domain().name(), "registered before", null, null));
            return ExitCode.OK;
        }
        MemberKeys keys = passphrases.unlock(environment(), registrar);
        Transaction transaction =
                Transactions.sign(client.genesis().hash(), keys.signing(), new RegisterMember(other), environment());
        Optional<Receipt> receipt = client.submitTransaction(transaction);
        String txid = transaction.id().hex();
        if (wait) {
            new Waiting(client, environment(), Duration.ofSeconds(timeoutSeconds)).forBlock(txid);
        }
        report(new Result(
                member,
                own.domain().name(),
                wait ? "in block" : "accepted",
                txid,
                receipt.map(Receipt::acceptedAtMillis).orElse(null)));
        return ExitCode.OK;
    }

    private void report(Result result) {
        if (json) {
            printJson(result);
            return;
        }
        terminal().line(Colour.GREEN, "Member " + result.member() + " of " + result.domain() + ": " + result.state());
        if (result.txid() != null) {
            terminal().line("Transaction " + result.txid());
        }
    }
}
