package carnet.node.net;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a connection.
 *
 * @param id node id of the certificate's key
 * @param key the certificate's key
 * @param hello what its HELLO said; null until it came
 * @param address where it listens, by its HELLO; null until it came
 */
record Remote(NodeId id, PublicKey key, @Nullable Hello hello, @Nullable PeerAddress address) {}
