package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Blocks that a test puts here and loses. */
final class BlocksHere implements Holdings {
    final Set<Cid> blocks = new HashSet<>();
    final Map<Cid, DagNode> nodes = new HashMap<>();
    final SortedSet<Cid> lost = new TreeSet<>();

    @Override
    public boolean has(Cid cid) {
        return blocks.contains(cid);
    }

    @Override
    public @Nullable DagNode node(Cid cid) {
        return nodes.get(cid);
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return lost.stream()
                .filter(cid -> previous == null || cid.compareTo(previous) > 0)
                .limit(limit)
                .toList();
    }
}
