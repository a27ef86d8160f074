package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.network.Member;
import carnet.benchmarks.network.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network whose directory goes when it ends, or ten rounds would fill the disk. */
record Discarded(Cluster network, Path directory) implements Cluster {
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
    public void close() throws IOException {
        network.close();
        RunDirectory.delete(directory);
    }
}
