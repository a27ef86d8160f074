package carnet.cli.devnet;

import carnet.cli.client.NodeUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one node of a network runs: this machine, or something that this machine makes look like another.
 *
 * @param name of the node, and of its directory below the network's
 * @param listen host:port under which it takes the other nodes
 * @param http host:port of its HTTP side, as the node itself sees it
 * @param url where this process reaches that HTTP side
 * @param javaOptions options of the node's JVM beside the usual ones
 * @param commands how a command gets there
 */
public record NodeHost(
        String name, String listen, String http, NodeUrl url, List<String> javaOptions, Commanding commands) {
    /** Puts the words before a command that make it run somewhere. */
    @FunctionalInterface
    public interface Commanding {
        /**
         * Returns what this machine runs for {@code command} to run there. The process that it starts must become that of
         * {@code command}, since it is ended by its id.
         */
        List<String> on(List<String> command);
    }

    /** Keeps copies. */
    public NodeHost {
        javaOptions = List.copyOf(javaOptions);
    }

    /** Returns {@code count} places on this machine, named A, B and so on, at ports that nothing listens on. */
    public static List<NodeHost> here(int count) throws IOException {
        List<Integer> ports = Ports.free(2 * count);
        List<NodeHost> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String http = "127.0.0.1:" + ports.get(2 * i + 1);
            hosts.add(new NodeHost(
                    nameOf(i),
                    "127.0.0.1:" + ports.get(2 * i),
                    http,
                    NodeUrl.parse("http://" + http),
                    List.of(),
                    command -> command));
        }
        return hosts;
    }

    /** Returns the name of a node by its place: A, B and so on. */
    public static String nameOf(int index) {
        return Character.toString('A' + index);
    }
}
