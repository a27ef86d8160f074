package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import org.jspecify.annotations.Nullable;

/** To whom nodes dealt the leaves that were put there. Each node's word counts for what is fetched from it only. */
final class Deals {
    private final Hearsay<Cid, NodeId> receivers = new Hearsay<>(CoreLimits.REMEMBERED_WORDS);

    void heard(NodeId source, Cid leaf, NodeId receiver) {
        receivers.hear(source, leaf, receiver);
    }

    @Nullable
    NodeId receiver(NodeId source, Cid leaf) {
        return receivers.word(source, leaf);
    }
}
