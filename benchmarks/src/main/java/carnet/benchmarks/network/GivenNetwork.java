package carnet.benchmarks.network;

import carnet.benchmarks.results.Results;
import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeUrl;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network that is there already. What its nodes use up is not known here. */
public final class GivenNetwork implements Cluster {
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Member member;

    /**
     * Asks every node once, so that a wrong name is told before the first burst.
     *
     * @param urls of all its nodes; the first one takes the uploads
     * @param member directory of a registered member
     * @param passphraseFile opens its keys
     */
    public GivenNetwork(List<NodeUrl> urls, Path member, Path passphraseFile, Environment environment)
            throws IOException, Failure, InterruptedException {
        for (NodeUrl url : urls) {
            NodeClient client = new NodeClient(url, environment);
            nodes.add(new ClusterNode(client.status().name(), client, null));
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
