package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeUrl;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node is asked. */
final class NodeOption {
    @Option(
            names = "--node",
            paramLabel = "URL",
            description = "The node to ask (default: the member's, else " + MemberHome.DEFAULT_NODE_URL + ").")
    private @Nullable String url;

    /** Returns the node that was named, or the member's. */
    NodeClient client(MemberHome home, Environment environment) throws Failure {
        return client(home.nodeUrl(), environment);
    }

    /** Returns the node that was named, or that of a member's directory if there is one there. */
    NodeClient client(Path home, Environment environment) throws IOException, Failure {
        boolean known = Files.exists(home.resolve("member.conf"));
        return client(known ? MemberHome.open(home).nodeUrl() : MemberHome.DEFAULT_NODE_URL, environment);
    }

    /** Returns whether a node was named. */
    boolean isGiven() {
        return url != null;
    }

    /** Returns the node that was named, or {@code otherwise}. */
    NodeClient client(String otherwise, Environment environment) throws Failure {
        NodeUrl node = Leaf.argument("--node", () -> NodeUrl.parse(url == null ? otherwise : url));
        return new NodeClient(node, environment);
    }
}
