/**
 * The peer-to-peer shell over Netty: pinned mutual TLS 1.3, two connections a peer pair, opaque frames in and out
 * (SPEC, "Peer links"). It knows peers, addresses and bytes; it knows nothing of blocks or records.
 */
@NullMarked
package carnet.node.net;

import org.jspecify.annotations.NullMarked;
