package carnet.node.core;

import carnet.crypto.sign.NodeId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which peers bring the chunks that are theirs to bring. Nobody is judged by the clock alone: where the wire of whoever
 * has the file is full, its chunks come late to all.
 */
final class Progress {
    private final Map<NodeId, Mark> marks = new TreeMap<>();

    /** Kept while a node is away, or it would only have to come back. */
    private final Map<NodeId, Long> brokenUntilMillis = new TreeMap<>();

    private long arrivals;

    /** What is known of one peer. */
    private static final class Mark {
        private long atMillis;
        private long arrivalsBefore;
        private boolean idle;
    }

    /** A peer is connected. */
    void up(NodeId peer, long nowMillis) {
        Mark mark = new Mark();
        mark.atMillis = nowMillis;
        mark.arrivalsBefore = arrivals;
        marks.put(peer, mark);
    }

    void down(NodeId peer) {
        marks.remove(peer);
    }

    /** A peer sent a chunk. */
    void delivered(NodeId peer, long nowMillis) {
        arrivals++;
        brokenUntilMillis.remove(peer);
        Mark mark = marks.get(peer);
        if (mark != null) {
            moved(mark, nowMillis);
        }
    }

    /** A peer says that it has a chunk that this node will ask for; other words show nothing, and cost nothing. */
    void announced(NodeId peer, long nowMillis) {
        Mark mark = marks.get(peer);
        if (mark != null && !isBroken(peer, nowMillis)) {
            moved(mark, nowMillis);
        }
    }

    /** A peer did not send what it had announced: nothing is expected of it for a while, unless it sends something. */
    void broke(NodeId peer, long nowMillis) {
        brokenUntilMillis.put(peer, nowMillis + CoreLimits.BROKEN_MILLIS);
    }

    /** Returns whether the peer did not send what it was asked for a while ago, and nothing since. */
    boolean isBroken(NodeId peer, long nowMillis) {
        return nowMillis < brokenUntilMillis.getOrDefault(peer, 0L);
    }

    /**
     * Returns whether it is worth waiting for this peer's chunks.
     *
     * @param sinceMillis since when they are waited for
     * @param chunksDue whether this node itself waits for chunks of whoever has the file
     */
    boolean isExpected(NodeId peer, long sinceMillis, boolean chunksDue, long nowMillis) {
        Mark mark = marks.get(peer);
        if (mark == null || isBroken(peer, nowMillis)) {
            return false;
        }
        boolean late = nowMillis - Math.max(sinceMillis, mark.atMillis) >= CoreLimits.PATIENCE_MILLIS;
        boolean others = !chunksDue || arrivals - mark.arrivalsBefore >= CoreLimits.PATIENCE_CHUNKS;
        mark.idle |= late && others;
        return !mark.idle;
    }

    private void moved(Mark mark, long nowMillis) {
        mark.atMillis = nowMillis;
        mark.arrivalsBefore = arrivals;
        mark.idle = false;
    }
}
