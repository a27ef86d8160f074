package carnet.benchmarks.pi;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.Member;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Results;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A network with a node on each emulated Pi. The load comes from outside of the Pis. Its directory goes with it when all went well. */
final class PiCluster implements Cluster {
    private final EmulatedPis emulated;
    private final LocalNetwork network;
    private final Path directory;
    private boolean settled;

    private PiCluster(EmulatedPis emulated, LocalNetwork network, Path directory) {
        this.emulated = emulated;
        this.network = network;
        this.directory = directory;
    }

    /** Founds it in a directory that is not there yet, on the disk whose writes are limited. */
    static PiCluster open(EmulatedPis emulated, Path directory, Environment environment)
            throws IOException, Failure, InterruptedException {
        Files.createDirectory(directory);
        return new PiCluster(emulated, LocalNetwork.open(directory, environment, emulated.hosts()), directory);
    }

    /** Returns the network, whose nodes are processes on the Pis. */
    LocalNetwork network() {
        return network;
    }

    @Override
    public String setting() {
        return Results.EMULATED;
    }

    @Override
    public List<ClusterNode> clusterNodes() {
        List<ClusterNode> nodes = new ArrayList<>();
        for (int i = 0; i < emulated.pis().size(); i++) {
            NodeProcess node = network.nodes().get(i);
            nodes.add(new ClusterNode(node.name(), node.client(), emulated.pis().get(i)::cost));
        }
        return nodes;
    }

    @Override
    public Member member() {
        return network.member();
    }

    @Override
    public Member registrar() {
        return network.registrar();
    }

    @Override
    public void settled() {
        settled = true;
    }

    @Override
    public void close() throws IOException {
        network.close();
        if (settled) {
            RunDirectory.delete(directory);
        }
    }
}
