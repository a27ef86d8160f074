package carnet.node.net;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;

/**
 * What the network tells the loop that owns the node core. Calls come from network threads, for one peer in the order
 * up, frames, down; they must only enqueue and return. A frame that is under way when this node itself disconnects may
 * still come after down. A frame may be lost when a connection ends, and none comes twice; whoever needs more asks again
 * after {@link #onPeerUp}.
 */
public interface PeerListener {
    /** The CONTROL connection with {@code peer} stands; frames can be sent from now on. */
    void onPeerUp(NodeId peer, PublicKey key, PeerInfo info);

    /**
     * A frame came.
     *
     * @param payload the bytes, owned by the receiver
     * @param done to be run once when the frame has been dealt with; while
     *     {@link NetLimits#CONTROL_UNREAD_MAX_BYTES} are not done, the peer is not read
     */
    void onFrame(NodeId peer, byte[] payload, Runnable done);

    /** The CONTROL connection ended, and the BULK connection with it. */
    void onPeerDown(NodeId peer, DisconnectReason reason);
}
