package carnet.node.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts open connections by address and in all. */
final class ConnectionCount {
    private final int perAddress;
    private final int total;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private int all;

    ConnectionCount(int perAddress, int total) {
        this.perAddress = perAddress;
        this.total = total;
    }

    synchronized boolean enter(InetAddress address) {
        int here = open.getOrDefault(address, 0);
        if (here >= perAddress || all >= total) {
            return false;
        }
        open.put(address, here + 1);
        all++;
        return true;
    }

    synchronized void leave(InetAddress address) {
        all--;
        open.computeIfPresent(address, (key, here) -> here == 1 ? null : here - 1);
    }
}
