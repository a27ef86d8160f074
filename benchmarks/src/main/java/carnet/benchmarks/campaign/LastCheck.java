package carnet.benchmarks.campaign;

import carnet.benchmarks.network.LocalNetwork;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import carnet.crypto.record.HashId;
import carnet.node.api.NodeStatus;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must hold when all nodes are up again: one head, every accepted record in the same block and held in full on every
 * node, every file back byte for byte from a node that did not accept it, every chain verified.
 */
final class LastCheck {
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(2);

    private final LocalNetwork network;
    private final Path directory;
    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    LastCheck(LocalNetwork network, Path directory, Environment environment) throws IOException {
        this.network = network;
        this.directory = Files.createDirectories(directory);
        this.environment = environment;
    }

    /** Checks everything and returns what is wrong. */
    List<String> problems(List<Accepted.Entry> accepted) throws IOException, Failure, InterruptedException {
        for (NodeProcess node : network.nodes()) {
            network.awaitServing(node);
        }
        try {
            network.await(
                    SETTLE_TIMEOUT, "all nodes to have one head, an empty pool and every record", network::hasSettled);
        } catch (Failure unsettled) {
            problems.add(unsettled.line());
            for (NodeProcess node : network.nodes()) {
                NodeStatus status = node.client().status();
                problems.add("node " + node.name() + " is at height " + status.height() + ", head " + status.head()
                        + ", " + status.pool().transactions() + " in the pool, " + status.wantedRecords() + " wanted");
            }
        }
        checkStatuses(accepted);
        for (int i = 0; i < accepted.size(); i++) {
            readBack(accepted.get(i), i);
        }
        for (NodeProcess node : network.nodes()) {
            verify(node);
        }
        return problems;
    }

    private void checkStatuses(List<Accepted.Entry> accepted) throws Failure, InterruptedException {
        Map<String, RecordStatus> first = network.records(network.nodes().get(0));
        for (NodeProcess node : network.nodes()) {
            Map<String, RecordStatus> here = network.records(node);
            for (Accepted.Entry entry : accepted) {
                RecordStatus status = here.get(entry.hashId());
                RecordStatus elsewhere = first.get(entry.hashId());
                String what = "record " + entry.hashId() + " (file "
                        + entry.file().index() + ", accepted by " + entry.nodes() + ")";
                if (status == null) {
                    problems.add("node " + node.name() + " does not know " + what);
                } else if (!status.held()) {
                    problems.add("node " + node.name() + " does not hold " + what);
                } else if (status.blockHash() == null) {
                    problems.add("node " + node.name() + " has in no block " + what);
                } else if (elsewhere != null && !Objects.equals(status.blockHash(), elsewhere.blockHash())) {
                    problems.add("node " + node.name() + " has in another block " + what);
                }
            }
        }
    }

    private void readBack(Accepted.Entry entry, int turn) throws IOException, InterruptedException {
        List<NodeProcess> others = network.nodes().stream()
                .filter(node -> !entry.nodes().contains(node.name()))
                .toList();
        List<NodeProcess> readers = others.isEmpty() ? network.nodes() : others;
        NodeProcess reader = readers.get(turn % readers.size());
        Path back = directory.resolve("back-" + entry.file().index() + ".bin");
        try {
            network.member().get(HashId.fromHex(entry.hashId()), back, reader.client());
            if (Arrays.equals(Files.readAllBytes(back), entry.file().bytes())) {
                Files.delete(back);
            } else {
                problems.add("node " + reader.name() + " gave back other bytes than were put: " + back);
            }
        } catch (Failure failure) {
            problems.add("file " + entry.file().index() + ", accepted by " + entry.nodes() + ", is not readable at "
                    + reader.name() + ": " + failure.line());
        }
    }

    private void verify(NodeProcess node) {
        CommandRun run = CommandRun.of(
                environment, "chain", "verify", "--node", node.client().url().toString());
        if (run.status() != 0) {
            problems.add("chain verify at " + node.name() + " says: " + run.err());
        }
    }
}
