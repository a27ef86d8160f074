package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which peers said that they have which chunks, and what this node has to say of its own. */
final class Whereabouts {
    private final Hearsay<Cid, Boolean> heard =
            new Hearsay<>(CoreLimits.REMEMBERED_WORDS, CoreLimits.REMEMBERED_CHUNKS_OF_EACH);
    private final Map<NodeId, List<Cid>> toTell = new TreeMap<>();

    /** A peer says that it has a chunk; returns whether that was not known. */
    boolean heard(Cid cid, NodeId peer) {
        return heard.hear(peer, cid, true);
    }

    /** Returns the peers that said they have a chunk. */
    Set<NodeId> of(Cid cid) {
        return heard.tellers(cid);
    }

    /** Returns whether the peer said that it has some chunk. */
    boolean hasAny(NodeId peer) {
        return !heard.told(peer).isEmpty();
    }

    /** Returns whether the peer had said that it has the chunk, which is not so. */
    boolean refute(Cid cid, NodeId peer) {
        return heard.forget(peer, cid);
    }

    /** Nobody needs to be asked for a chunk any more. */
    void forget(Cid cid) {
        heard.forget(cid);
    }

    /** A chunk has come here; a peer that may lack it is told. */
    void tell(NodeId peer, Cid cid) {
        toTell.computeIfAbsent(peer, key -> new ArrayList<>()).add(cid);
    }

    /** Sends what is to be told. */
    void flush(Effects fx) {
        toTell.forEach((peer, chunks) -> Gossip.inParts(peer, chunks, Message.Have::new, fx));
        toTell.clear();
    }
}
