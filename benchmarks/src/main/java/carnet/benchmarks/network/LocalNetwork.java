package carnet.benchmarks.network;

import carnet.benchmarks.results.Results;
import carnet.cli.command.CarnetCommand;
import carnet.cli.devnet.Commands;
import carnet.cli.devnet.Devnet;
import carnet.cli.devnet.NodeHost;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeStatus;
import carnet.node.api.Page;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Five nodes as processes on this machine and one registered member, founded by the public commands alone. */
public final class LocalNetwork implements Cluster {
    /** The paper's nodes A to E. */
    public static final int NODES = 5;

    private static final Duration SERVING_TIMEOUT = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final Devnet devnet;
    private final Member member;
    private final Member registrar;

    private LocalNetwork(Devnet devnet, Member member, Member registrar) {
        this.devnet = devnet;
        this.member = member;
        this.registrar = registrar;
    }

    /** Founds a network of five nodes on this machine, in an empty directory, and registers the member. */
    public static LocalNetwork open(Path directory, Environment environment)
            throws IOException, Failure, InterruptedException {
        return open(directory, environment, NodeHost.here(NODES));
    }

    /** Founds the network with a node on each host, in an empty directory, and registers the member. */
    public static LocalNetwork open(Path directory, Environment environment, List<NodeHost> hosts)
            throws IOException, Failure, InterruptedException {
        Devnet devnet = new Devnet(directory, environment, new Commands(environment, CarnetCommand::run));
        Runtime.getRuntime().addShutdownHook(new Thread(devnet::close, "stop nodes"));
        boolean opened = false;
        try {
            devnet.found(hosts);
            devnet.join("exporter", "DE");
            Path passphrase = directory.resolve("passphrase");
            Member member = Member.unlock(directory.resolve("exporter"), passphrase, environment);
            Member registrar = Member.unlock(directory.resolve("registrar-de"), passphrase, environment);
            opened = true;
            return new LocalNetwork(devnet, member, registrar);
        } finally {
            if (!opened) {
                devnet.close();
            }
        }
    }

    /** Returns the nodes A to E. */
    public List<NodeProcess> nodes() {
        return devnet.nodes();
    }

    @Override
    public String setting() {
        return Results.MACHINE;
    }

    @Override
    public List<ClusterNode> clusterNodes() {
        List<ClusterNode> nodes = new ArrayList<>();
        for (NodeProcess node : devnet.nodes()) {
            nodes.add(new ClusterNode(node.name(), node.client(), () -> {
                ProcessReading reading = ProcessReading.of(node.process().pid());
                return new Usage(reading.cpuMillis(), reading.writtenBytes(), reading.peakResidentBytes());
            }));
        }
        return nodes;
    }

    @Override
    public Member member() {
        return member;
    }

    @Override
    public Member registrar() {
        return registrar;
    }

    /** Starts a node whose process ended. */
    public NodeProcess startAgain(NodeProcess ended) throws IOException {
        return devnet.startAgain(ended);
    }

    /** Waits until a node serves. */
    public void awaitServing(NodeProcess node) throws Failure, InterruptedException {
        await(SERVING_TIMEOUT, "node " + node.name() + " to serve", () -> {
            node.requireAlive();
            return node.client().status().state().equals("serving");
        });
    }

    /** Returns whether all nodes have one head, hold all records and wait for no block. */
    public boolean hasSettled() throws Failure, InterruptedException {
        String head = nodes().get(0).client().status().head();
        for (NodeProcess node : nodes()) {
            NodeStatus status = node.client().status();
            if (!status.head().equals(head) || status.pool().transactions() > 0 || status.wantedRecords() > 0) {
                return false;
            }
        }
        return true;
    }

    /** Waits until {@code wish} is met, or fails saying what was waited for. */
    public void await(Duration timeout, String what, Devnet.Wish wish) throws Failure, InterruptedException {
        devnet.await(timeout, what, wish);
    }

    /** Returns the member's records as a node knows them, by HashID. */
    public Map<String, RecordStatus> records(NodeProcess node) throws Failure, InterruptedException {
        Map<String, RecordStatus> records = new LinkedHashMap<>();
        @Nullable String cursor = null;
        do {
            Page<RecordStatus> page = node.client().records(member.key(), cursor, PAGE);
            page.items().forEach(record -> records.put(record.hashId(), record));
            cursor = page.next();
        } while (cursor != null);
        return records;
    }

    /** Ends all nodes. */
    @Override
    public void close() {
        member.close();
        registrar.close();
        devnet.close();
    }
}
