package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are not durable here yet and need not be asked for, for whichever records: those that peers were asked
 * for, and those that came unasked with their record.
 */
final class Flights {
    private final Map<Cid, Flight> flights = new LinkedHashMap<>();
    private final Map<NodeId, Long> bytes = new TreeMap<>();
    private int fetches;
    private int broughtBytes;

    private record Flight(NodeId peer, int maxBytes, Kind kind) {}

    private enum Kind {
        NAMED,
        EARLY,
        BROUGHT
    }

    /** A peer is asked for a block, {@code early} when no record names it yet; whoever was asked before counts no more. */
    void begin(Cid cid, NodeId peer, int maxBytes, boolean early) {
        @Nullable Flight before = flights.get(cid);
        if (before != null) {
            end(cid, before.peer());
        }
        flights.put(cid, new Flight(peer, maxBytes, early ? Kind.EARLY : Kind.NAMED));
        bytes.merge(peer, (long) maxBytes, Long::sum);
        fetches++;
    }

    /** A peer sent a block unasked; returns false when there is no room for it. */
    boolean bring(Cid cid, NodeId peer, int sizeBytes) {
        if (broughtBytes + sizeBytes > CoreLimits.BROUGHT_BYTES) {
            return false;
        }
        flights.put(cid, new Flight(peer, sizeBytes, Kind.BROUGHT));
        broughtBytes += sizeBytes;
        return true;
    }

    /** Returns whether this peer was to bring the block, which is under way no more. */
    boolean end(Cid cid, NodeId peer) {
        @Nullable Flight flight = flights.get(cid);
        if (flight == null || !flight.peer().equals(peer)) {
            return false;
        }
        flights.remove(cid);
        if (flight.kind() != Kind.BROUGHT) {
            bytes.merge(peer, (long) -flight.maxBytes(), Long::sum);
            bytes.remove(peer, 0L);
            fetches--;
        } else {
            broughtBytes -= flight.maxBytes();
        }
        return true;
    }

    /** Returns who was asked for a block before any record named it. */
    @Nullable
    NodeId earlyPeer(Cid cid) {
        Flight flight = flights.get(cid);
        return flight == null || flight.kind() != Kind.EARLY ? null : flight.peer();
    }

    boolean has(Cid cid) {
        return flights.containsKey(cid);
    }

    /** Returns how many blocks peers were asked for. */
    int fetches() {
        return fetches;
    }

    /** Returns the most bytes that a peer was asked for and did not send yet. */
    long bytes(NodeId peer) {
        return bytes.getOrDefault(peer, 0L);
    }
}
