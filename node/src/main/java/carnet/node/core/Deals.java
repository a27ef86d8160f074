package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** To whom nodes dealt the leaves that were put there. Each node's word counts for what is fetched from it only. */
final class Deals {
    private final Map<Deal, NodeId> receivers = new BoundedMap<>(CoreLimits.REMEMBERED_CHUNKS);

    /**
     * What was dealt.
     *
     * @param source who has the leaf
     */
    private record Deal(NodeId source, Cid leaf) implements Comparable<Deal> {
        /** Peers can choose leaves whose hashes are equal; a map goes by this order then. */
        @Override
        public int compareTo(Deal other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : leaf.compareTo(other.leaf);
        }
    }

    void heard(NodeId source, Cid leaf, NodeId receiver) {
        receivers.putIfAbsent(new Deal(source, leaf), receiver);
    }

    @Nullable
    NodeId receiver(NodeId source, Cid leaf) {
        return receivers.get(new Deal(source, leaf));
    }
}
