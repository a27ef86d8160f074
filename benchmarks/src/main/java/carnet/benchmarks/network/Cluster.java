package carnet.benchmarks.network;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network under load, whatever it runs on. */
public interface Cluster extends AutoCloseable {
    /** Returns where it runs: one of the settings of {@link carnet.benchmarks.results.Results}. */
    String setting();

    /** Returns its nodes; the first one takes the uploads. */
    List<ClusterNode> clusterNodes();

    /** Returns whose records are put. */
    Member member();

    /** Returns who may register members, or null when that is not known. */
    @Nullable
    Member registrar();

    /** All went well: nobody will look into what its nodes keep, which goes when it closes. */
    default void settled() {}

    /** Ends what was started for it. */
    @Override
    void close() throws IOException;

    /** Makes networks, a fresh one for each round of a benchmark unless there is only one. */
    @FunctionalInterface
    interface Source {
        /** Opens one; the caller closes it before the next. */
        Cluster open() throws Exception;
    }
}
