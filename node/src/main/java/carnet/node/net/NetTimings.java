package carnet.node.net;

/**
 * Every time span of the peer network, in milliseconds, so that tests can use short ones.
 *
 * @param tlsMillis from accept to the end of the TLS handshake
 * @param handshakeMillis from accept to the end of the HELLO exchange
 * @param connectMillis until a dialed address has answered
 * @param bodyMillis from the first byte of a frame to its last, beside what a slow wire needs for its length
 * @param pingMillis between two signs of life on an idle connection
 * @param idleMillis without any byte from the peer: it is dead
 * @param redialMinMillis before the second attempt at an address; doubles from there
 * @param redialMaxMillis between attempts at most
 * @param redialSlowMillis before the next attempt at an address that refused for a reason that lasts
 * @param livedMillis that a connection must have stood for the back-off to begin anew
 * @param graceMillis that the higher node id leaves the lower one to dial first
 * @param gossipMillis between two address lists to the same peer
 * @param fetchMillis from a chunk request to its answer
 * @param turnMillis for which the sending of one chunk keeps others waiting: two chunks of 256 KiB at 94 Mbit/s
 */
public record NetTimings(
        int tlsMillis,
        int handshakeMillis,
        int connectMillis,
        int bodyMillis,
        int pingMillis,
        int idleMillis,
        int redialMinMillis,
        int redialMaxMillis,
        int redialSlowMillis,
        int livedMillis,
        int graceMillis,
        int gossipMillis,
        int fetchMillis,
        int turnMillis) {

    /** Refuses spans that are not positive and an idle limit that pings cannot keep. */
    public NetTimings {
        int[] all = {
            tlsMillis,
            handshakeMillis,
            connectMillis,
            bodyMillis,
            pingMillis,
            idleMillis,
            redialMinMillis,
            redialMaxMillis,
            redialSlowMillis,
            livedMillis,
            graceMillis,
            gossipMillis,
            fetchMillis,
            turnMillis
        };
        for (int millis : all) {
            if (millis <= 0) {
                throw new IllegalArgumentException("a time span is positive");
            }
        }
        if (idleMillis < 2L * pingMillis || redialMaxMillis < redialMinMillis) {
            throw new IllegalArgumentException("idle is at least two pings, the longest redial at least the shortest");
        }
    }

    /** Returns the spans that a node runs with. */
    public static NetTimings standard() {
        return new NetTimings(
                5_000, 10_000, 5_000, 30_000, 10_000, 30_000, 250, 30_000, 60_000, 10_000, 1_000, 10_000, 30_000, 50);
    }
}
