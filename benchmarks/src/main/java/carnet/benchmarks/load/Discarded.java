package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.network.Member;
import carnet.benchmarks.network.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network whose directory goes when it ends well, or ten rounds would fill the disk. */
final class Discarded implements Cluster {
    private final Cluster network;
    private final Path directory;
    private boolean settled;

    Discarded(Cluster network, Path directory) {
        this.network = network;
        this.directory = directory;
    }

    @Override
    public String setting() {
        return network.setting();
    }

    @Override
    public List<ClusterNode> clusterNodes() {
        return network.clusterNodes();
    }

    @Override
    public Member member() {
        return network.member();
    }

    @Override
    public @Nullable Member registrar() {
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
