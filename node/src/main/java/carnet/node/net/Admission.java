package carnet.node.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Bounds the accepted connections that are still in their handshake, in all and per address. Thread-safe. */
final class Admission {
    private final Map<InetAddress, Integer> places = new HashMap<>();
    private int taken;

    /** Takes a place for a connection from {@code address}; false when none is left. */
    synchronized boolean enter(InetAddress address) {
        int here = places.getOrDefault(address, 0);
        if (taken >= NetLimits.HANDSHAKES_MAX || here >= NetLimits.HANDSHAKES_PER_ADDRESS_MAX) {
            return false;
        }
        places.put(address, here + 1);
        taken++;
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(InetAddress address) {
        taken--;
        places.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }
}
