package carnet.node.net;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;

/**
 * What is known of a connected peer.
 *
 * @param id the peer's node id
 * @param key the Ed25519 key that its certificate and its HELLO proved
 * @param address where others can dial it, by its own account
 * @param userAgent its program and version, printable ASCII
 * @param dialedByUs whether this node opened the connection
 * @param bulkConnected whether the BULK connection stands as well
 */
public record PeerInfo(
        NodeId id, PublicKey key, PeerAddress address, String userAgent, boolean dialedByUs, boolean bulkConnected) {}
