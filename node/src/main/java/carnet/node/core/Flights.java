package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The blocks that peers were asked for and that have not come yet, for whichever records. */
final class Flights {
    private final Map<Cid, Flight> flights = new LinkedHashMap<>();
    private final Map<NodeId, Long> bytes = new TreeMap<>();

    private record Flight(NodeId peer, int maxBytes) {}

    void begin(Cid cid, NodeId peer, int maxBytes) {
        flights.put(cid, new Flight(peer, maxBytes));
        bytes.merge(peer, (long) maxBytes, Long::sum);
    }

    /** Returns whether this peer was asked for the block, which is under way no more. */
    boolean end(Cid cid, NodeId peer) {
        @Nullable Flight flight = flights.get(cid);
        if (flight == null || !flight.peer().equals(peer)) {
            return false;
        }
        flights.remove(cid);
        bytes.merge(peer, (long) -flight.maxBytes(), Long::sum);
        bytes.remove(peer, 0L);
        return true;
    }

    boolean has(Cid cid) {
        return flights.containsKey(cid);
    }

    int count() {
        return flights.size();
    }

    /** Returns the most bytes that a peer was asked for and did not send yet. */
    long bytes(NodeId peer) {
        return bytes.getOrDefault(peer, 0L);
    }
}
