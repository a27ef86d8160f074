package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal.Colour;
import carnet.crypto.record.HashId;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.RecordStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the one truth about a record. */
@Command(name = "status", description = "Show where a record is: accepted, on how many nodes, in which block.")
final class RecordStatusCommand extends Leaf {
    @Parameters(paramLabel = "HASHID", description = "The record's name.")
    private String hashId = "";

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--owner", paramLabel = "KEY", description = "The owner's first key (default: yours).")
    private @Nullable String owner;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecordStatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        HashId name = argument("HASHID", () -> HashId.fromHex(hashId));
        PublicKey whose = owner == null
                ? home.open().card().key()
                : argument("--owner", () -> PublicKey.fromHex(String.valueOf(owner)));
        NodeClient client = node.client(home.directory(), environment());
        RecordStatus record = client.record(whose.hex(), name.toString())
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "the node at " + client.url() + " knows no record " + name + " of owner " + whose,
                        "Check the HashID, or name its owner with --owner KEY"));
        if (json) {
            printJson(record);
        } else {
            print(record);
        }
        return ExitCode.OK;
    }

    private void print(RecordStatus record) {
        boolean everywhere = record.replicas() >= record.nodes();
        terminal().line("Record:      " + record.hashId());
        terminal().line("Owner:       " + record.owner());
        terminal().line("Class:       " + record.recordClass() + ", at most " + Sizes.ofClass(record.sizeClass()));
        terminal().line("Payload:     " + record.payloadCid());
        terminal().line("Transaction: " + record.txid() + ", " + Instant.ofEpochMilli(record.timeMillis()));
        terminal()
                .line(
                        everywhere ? Colour.GREEN : Colour.YELLOW,
                        "Replicated:  on " + record.replicas() + " of " + record.nodes() + " nodes");
        boolean inBlock = record.blockHash() != null;
        terminal()
                .line(
                        inBlock ? Colour.GREEN : Colour.YELLOW,
                        inBlock
                                ? "In block:    " + record.height() + " " + record.blockHash()
                                : "In block:    no, " + record.state());
        terminal().line("Final:       " + (record.irreversible() ? "yes" : "no"));
        if (record.reason() != null) {
            terminal()
                    .line(Colour.YELLOW, "Waits for:   " + record.reason() + " (" + record.ageMillis() / 1000 + " s)");
        }
    }
}
