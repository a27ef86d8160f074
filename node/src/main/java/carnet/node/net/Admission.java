package carnet.node.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the accepted connections that are still in their handshake, in all, per address and per network. Half of the places
 * are for the first connection of a network, so that a few networks cannot take them all. Thread-safe.
 */
final class Admission {
    /** What one site usually has of IPv4: 24 bits, beside the 8 that tell its addresses apart. */
    private static final int IPV4_NETWORK_BYTES = 3;

    /** What one subscriber gets of IPv6 at most: 48 bits. */
    private static final int IPV6_NETWORK_BYTES = 6;

    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private final Map<ByteBuffer, Integer> ofNetwork = new HashMap<>();
    private int taken;

    /** Takes a place for a connection from {@code address}; false when none is left. */
    synchronized boolean enter(InetAddress address) {
        ByteBuffer network = networkOf(address);
        boolean isFirst = !ofNetwork.containsKey(network);
        int shared = taken - ofNetwork.size();
        if (taken >= NetLimits.HANDSHAKES_MAX
                || (!isFirst && shared >= NetLimits.HANDSHAKES_SHARED_MAX)
                || ofAddress.getOrDefault(address, 0) >= NetLimits.HANDSHAKES_PER_ADDRESS_MAX) {
            return false;
        }
        ofAddress.merge(address, 1, Integer::sum);
        ofNetwork.merge(network, 1, Integer::sum);
        taken++;
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(InetAddress address) {
        taken--;
        ofAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        ofNetwork.computeIfPresent(networkOf(address), (key, count) -> count > 1 ? count - 1 : null);
    }

    /** In a network of one's own each address stands for itself: all nodes may be in it. */
    private static ByteBuffer networkOf(InetAddress address) {
        if (address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isLoopbackAddress()) {
            return ByteBuffer.wrap(address.getAddress());
        }
        int bytes = address instanceof Inet4Address ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
        return ByteBuffer.wrap(address.getAddress(), 0, bytes);
    }
}
