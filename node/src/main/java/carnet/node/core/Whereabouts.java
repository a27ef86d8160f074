package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which peers said that they have which chunks, and what this node has to say of its own. */
final class Whereabouts {
    private final Map<Cid, Set<NodeId>> heard = new BoundedMap<>(CoreLimits.REMEMBERED_CHUNKS);
    private final Map<NodeId, List<Cid>> toTell = new TreeMap<>();

    /** A peer says that it has a chunk; returns whether that was not known. */
    boolean heard(Cid cid, NodeId peer) {
        return heard.computeIfAbsent(cid, key -> new TreeSet<>()).add(peer);
    }

    /** Returns the peers that said they have a chunk. */
    Set<NodeId> of(Cid cid) {
        return heard.getOrDefault(cid, Collections.emptySortedSet());
    }

    /** Returns whether the peer had said that it has the chunk, which is not so. */
    boolean refute(Cid cid, NodeId peer) {
        Set<NodeId> known = heard.get(cid);
        return known != null && known.remove(peer);
    }

    /** Nobody needs to be asked for a chunk any more. */
    void forget(Cid cid) {
        heard.remove(cid);
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
