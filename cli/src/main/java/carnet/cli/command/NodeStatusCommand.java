package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.home.MemberHome;
import carnet.cli.home.NodeHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Terminal.Colour;
import carnet.node.api.NodeStatus;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a node does. */
@Command(name = "status", description = "Show what a node is and does at this moment.")
final class NodeStatusCommand extends Leaf {
    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--home", paramLabel = "DIR", description = "The node's directory, instead of --node.")
    private @Nullable Path home;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NodeStatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        String url =
                home == null ? MemberHome.DEFAULT_NODE_URL : NodeHome.open(home).url();
        NodeClient client = node.client(url, environment());
        NodeStatus status = client.status();
        if (json) {
            printJson(status);
        } else {
            print(status);
        }
        return ExitCode.OK;
    }

    private void print(NodeStatus status) {
        boolean serving = status.state().equals("serving");
        terminal().line("Node:     " + status.name() + " " + status.id() + " (Carnet " + status.version() + ")");
        terminal()
                .line(
                        serving ? Colour.GREEN : Colour.YELLOW,
                        "State:    " + status.state() + (status.reason() == null ? "" : ": " + status.reason()));
        terminal().line("Network:  " + status.genesis());
        terminal().line("Head:     " + status.height() + " " + status.head());
        terminal().line("Mines:    " + (status.miner() ? mining(status) : "no, its key is not in the genesis file"));
        terminal()
                .format(
                        "Records:  %d held, %d wanted, %s stored",
                        status.heldRecords(), status.wantedRecords(), Sizes.of(status.storedBytes()));
        terminal()
                .format(
                        "Waiting:  %d transactions, %s of %s",
                        status.pool().transactions(),
                        Sizes.of(status.pool().bytes()),
                        Sizes.of(status.pool().limitBytes()));
        terminal().line("Memory:   " + (status.rssBytes() < 0 ? "not known" : Sizes.of(status.rssBytes())));
        for (NodeStatus.Peer peer : status.peers()) {
            terminal()
                    .format(
                            "Peer:     %-8s %s  height %s, clock %+d ms",
                            peer.name(),
                            peer.address(),
                            peer.height() == null ? "unknown" : peer.height(),
                            peer.clockOffsetMillis());
        }
        for (NodeStatus.Absent absent : status.absent()) {
            terminal()
                    .line(
                            Colour.YELLOW,
                            String.format(
                                    Locale.ROOT,
                                    "Absent:   %-8s %s  %s",
                                    absent.name(),
                                    absent.address(),
                                    absent.reason() == null ? "not reached yet" : absent.reason()));
        }
    }

    private static String mining(NodeStatus status) {
        if (status.hashesPerSecond() == 0) {
            return "yes; the ways to hash are being measured";
        }
        return String.format(
                Locale.ROOT,
                "yes; each mining thread tried %,.0f hashes a second at the start (%s)",
                (double) status.hashesPerSecond(),
                status.hashMethod());
    }
}
