package carnet.node.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Bounds the accepted connections that are still in their handshake, in all, per address and per network. Thread-safe. */
final class Admission {
    /** What one subscriber or one link gets of IPv6: 64 bits, beside the 64 that it chooses itself. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private final Map<ByteBuffer, Integer> ofNetwork = new HashMap<>();
    private int taken;

    /** Takes a place for a connection from {@code address}; false when none is left. */
    synchronized boolean enter(InetAddress address) {
        ByteBuffer network = networkOf(address);
        if (taken >= NetLimits.HANDSHAKES_MAX
                || ofAddress.getOrDefault(address, 0) >= NetLimits.HANDSHAKES_PER_ADDRESS_MAX
                || ofNetwork.getOrDefault(network, 0) >= NetLimits.HANDSHAKES_PER_NETWORK_MAX) {
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

    /** An IPv4 address stands for itself. */
    private static ByteBuffer networkOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? ByteBuffer.wrap(bytes, 0, IPV6_NETWORK_BYTES) : ByteBuffer.wrap(bytes);
    }
}
