package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeEvents;
import carnet.cli.home.MemberHome;
import carnet.cli.home.NodeHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what happens at a node. */
@Command(
        name = "watch",
        description = "Show what happens at a node as it happens, until Ctrl-C: blocks, records it holds, transactions"
                + " that will be in no block.")
final class NodeWatchCommand extends Leaf {
    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--home", paramLabel = "DIR", description = "The node's directory, instead of --node.")
    private @Nullable Path home;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    NodeWatchCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        String url =
                home == null ? MemberHome.DEFAULT_NODE_URL : NodeHome.open(home).url();
        NodeClient client = node.client(url, environment());
        try (NodeEvents events = client.events()) {
            for (Optional<NodeEvent> next = events.next(); next.isPresent(); next = events.next()) {
                if (json) {
                    printJson(Map.of("event", next.get().name(), "data", next.get()));
                } else {
                    terminal().line(line(next.get()));
                }
            }
        } catch (IOException e) {
            throw broken(client);
        }
        throw broken(client);
    }

    private static Failure broken(NodeClient client) {
        return new Failure(
                ExitCode.NETWORK,
                "the node at " + client.url() + " ended the stream of events",
                "It stopped, or this command could not keep up; run it again");
    }

    private static String line(NodeEvent event) {
        String what;
        if (event instanceof NodeEvent.BlockAdded block) {
            what = "block " + block.height() + " " + block.hash() + ", "
                    + block.transactions().size() + " transactions"
                    + (block.undone() > 0 ? ", after " + block.undone() + " blocks were taken back" : "");
        } else if (event instanceof NodeEvent.RecordHeld record) {
            what = "holds a record in full, payload " + record.payloadCid();
        } else {
            NodeEvent.TransactionDropped dropped = (NodeEvent.TransactionDropped) event;
            what = "transaction " + dropped.txid() + " will be in no block: " + dropped.reason();
        }
        return Instant.ofEpochMilli(event.atMillis()) + "  " + what;
    }
}
