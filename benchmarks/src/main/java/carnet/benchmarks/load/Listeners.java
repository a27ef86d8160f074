package carnet.benchmarks.load;

import carnet.benchmarks.network.ClusterNode;
import carnet.cli.client.NodeEvents;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listens to all nodes, each of which tells what happens as it happens; this process's clock counts. Begins when it is
 * made, so nothing that is put later is missed.
 */
final class Listeners implements AutoCloseable {
    private final Sightings sightings;
    private final List<NodeEvents> streams = new ArrayList<>();
    private volatile boolean closed;

    Listeners(List<ClusterNode> nodes) throws Failure, InterruptedException {
        this.sightings = new Sightings(nodes.size());
        for (ClusterNode node : nodes) {
            streams.add(node.client().events());
        }
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            Thread reader = new Thread(() -> listen(index, nodes.get(index), streams.get(index)), "sightings-" + i);
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** Returns what was heard. */
    Sightings sightings() {
        return sightings;
    }

    private void listen(int index, ClusterNode node, NodeEvents stream) {
        try {
            for (Optional<NodeEvent> next = stream.next(); next.isPresent(); next = stream.next()) {
                sightings.note(index, next.get(), System.nanoTime());
            }
            ended(node, "it ended");
        } catch (IOException e) {
            ended(node, String.valueOf(e.getMessage()));
        } catch (Failure e) {
            ended(node, e.line());
        }
    }

    private void ended(ClusterNode node, String why) {
        if (!closed) {
            sightings.fail(new Failure(
                    ExitCode.NETWORK,
                    "the events of node " + node.name() + " at " + node.client().url() + " broke off: " + why,
                    "Look at that node, then run the same command again"));
        }
    }

    @Override
    public void close() {
        closed = true;
        for (NodeEvents stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                sightings.fail(new Failure(ExitCode.NETWORK, "a stream of events did not close: " + e.getMessage()));
            }
        }
    }
}
