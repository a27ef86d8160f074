package carnet.benchmarks.network;

import carnet.cli.client.NodeClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A node under load.
 *
 * @param name for people
 * @param client asks it
 * @param usage what it used up, or null where that cannot be known
 */
public record ClusterNode(String name, NodeClient client, @Nullable UsageSource usage) {
    /** Tells what a node used up since it began. */
    @FunctionalInterface
    public interface UsageSource {
        /** Reads it now. */
        Usage read() throws IOException;
    }
}
