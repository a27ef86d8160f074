package carnet.benchmarks.network;

import carnet.benchmarks.results.Results;
import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeUrl;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network that is there already. What its nodes use up is not known here. */
public final class GivenNetwork implements Cluster {
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Member member;

    /**
     * Asks every node once, so that a wrong or missing name is told before the first burst: a clock of all nodes would
     * not be one if a node were left out or named twice.
     *
     * @param urls of all its nodes; the first one takes the uploads
     * @param member directory of a registered member
     * @param passphraseFile opens its keys
     */
    public GivenNetwork(List<NodeUrl> urls, Path member, Path passphraseFile, Environment environment)
            throws IOException, Failure, InterruptedException {
        Map<String, NodeUrl> named = new LinkedHashMap<>();
        Set<String> network = new LinkedHashSet<>();
        Set<String> genesis = new LinkedHashSet<>();
        for (NodeUrl url : urls) {
            NodeClient client = new NodeClient(url, environment);
            NodeStatus status = client.status();
            NodeUrl other = named.put(status.id(), url);
            if (other != null) {
                throw new Failure(ExitCode.USAGE, url + " and " + other + " are the same node", "Name each node once");
            }
            genesis.add(status.genesis());
            network.add(status.id());
            status.peers().forEach(peer -> network.add(peer.id()));
            status.absent().forEach(peer -> network.add(peer.id()));
            nodes.add(new ClusterNode(status.name(), client, null));
        }
        if (genesis.size() != 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "the nodes are of " + genesis.size() + " networks",
                    "Name the nodes of one network");
        }
        if (network.size() != named.size()) {
            throw new Failure(
                    ExitCode.USAGE,
                    named.size() + " nodes are named, and their network has " + network.size(),
                    "Name all nodes of one network: --node URL,URL,...");
        }
        this.member = Member.unlock(member, passphraseFile, environment);
    }

    @Override
    public String setting() {
        return Results.GIVEN;
    }

    @Override
    public List<ClusterNode> clusterNodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Member member() {
        return member;
    }

    @Override
    public @Nullable Member registrar() {
        return null;
    }

    @Override
    public void close() {
        member.close();
    }
}
