package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.hash.Hash;
import carnet.node.api.TransactionStatus;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a transaction's fate. */
@Command(name = "show", description = "Show what became of a transaction.")
final class TxShowCommand extends Leaf {
    @Parameters(paramLabel = "TXID", description = "The transaction's id.")
    private String txid = "";

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TxShowCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        Hash id = argument("TXID", () -> Hash.fromHex(txid));
        NodeClient client = node.client(home.directory(), environment());
        TransactionStatus status = client.transaction(id.hex())
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "the node at " + client.url() + " knows no transaction " + id,
                        "Check the id, or ask another node with --node URL"));
        if (json) {
            printJson(status);
            return ExitCode.OK;
        }
        boolean inBlock = status.blockHash() != null;
        terminal().line("Transaction: " + status.txid() + " (" + status.type() + ", " + status.sizeBytes() + " bytes)");
        terminal().line("Sender:      " + status.sender());
        terminal()
                .line("Valid:       " + Instant.ofEpochMilli(status.validFromMillis()) + " to "
                        + Instant.ofEpochMilli(status.validUntilMillis()));
        terminal().line("State:       " + status.state() + (status.reason() == null ? "" : ": " + status.reason()));
        if (inBlock) {
            terminal()
                    .line("Block:       " + status.height() + " " + status.blockHash() + ", place " + status.index()
                            + (status.irreversible() ? ", final" : ""));
        }
        return ExitCode.OK;
    }
}
