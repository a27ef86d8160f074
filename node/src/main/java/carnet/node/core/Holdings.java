package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port through which the core asks what the content store holds. No leaf's bytes come through it. */
public interface Holdings {
    /** Returns whether a block is here and durable, so that a record of which all are may be called held. */
    boolean has(Cid cid);

    /** Returns an inner node of a tree, or null when it is not here or is no well-formed node. */
    @Nullable
    DagNode node(Cid cid);

    /** Returns blocks that were damaged and are to be fetched again, from just after {@code previous} (null: the first). */
    List<Cid> lost(@Nullable Cid previous, int limit);
}
