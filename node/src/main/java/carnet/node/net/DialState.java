package carnet.node.net;

import org.jspecify.annotations.Nullable;

/**
 * How the dialing of one address stands, for people who ask why a node is alone.
 *
 * @param target the address, or the node id with its address
 * @param connected whether the node there is connected
 * @param failures attempts in a row that led to no lasting connection
 * @param lastReason why the last attempt or connection ended; null before the first
 */
public record DialState(String target, boolean connected, int failures, @Nullable DisconnectReason lastReason) {}
