package carnet.node.run;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Misbehaviour;
import carnet.node.wire.Message;

/** The port to other nodes. Losing a message is safe: the core asks again after a time. */
public interface Network {
    /** Sends a message, or drops it when the peer is gone or does not read. */
    void send(NodeId peer, Message message);

    /**
     * Asks the peer's bulk link for a chunk; exactly one answer comes back as an event, unless the process ends.
     *
     * @param unnamed whether no record names it yet: it is stored as what callers put before their record
     */
    void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed);

    /** Takes a chunk that came without being asked for, as if it had been fetched; the answer is the same event. */
    void take(NodeId from, Cid cid, byte[] bytes);

    /** Ends the connection to a peer, and keeps it ended for a while when {@code ban}. */
    void disconnect(NodeId peer, Misbehaviour reason, boolean ban);
}
