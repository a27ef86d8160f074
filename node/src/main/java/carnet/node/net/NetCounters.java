package carnet.node.net;

import java.util.Map;

/**
 * A snapshot of what the network did since start.
 *
 * @param control traffic of all CONTROL connections
 * @param bulk traffic of all BULK connections
 * @param closed how many connections ended or were refused, by reason
 * @param ignoredFrames frames of unknown type, addresses above the rate, late chunks
 * @param peers connected peers at this moment
 */
public record NetCounters(
        Channel control, Channel bulk, Map<DisconnectReason, Long> closed, long ignoredFrames, int peers) {
    /** Copies the map. */
    public NetCounters {
        closed = Map.copyOf(closed);
    }

    /** Returns how many connections ended for {@code reason}. */
    public long closed(DisconnectReason reason) {
        return closed.getOrDefault(reason, 0L);
    }

    /**
     * Traffic of one kind of connection, inside TLS, frame headers included.
     *
     * @param framesIn frames received
     * @param bytesIn bytes received
     * @param framesOut frames handed to the socket
     * @param bytesOut bytes handed to the socket
     */
    public record Channel(long framesIn, long bytesIn, long framesOut, long bytesOut) {}
}
