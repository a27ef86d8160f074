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
    private final Map<NodeId, Asked> asked = new TreeMap<>();
    private int fetches;
    private int broughtBytes;

    private record Flight(NodeId peer, int maxBytes, Kind kind, boolean isHere) {}

    /** What one peer was asked for and is not durable yet. */
    private static final class Asked {
        private int fetches;
        private long bytes;

        /** Those of the fetches that brought nothing yet. */
        private int outstanding;

        /** The largest of them. */
        private int largestBytes;

        private long quietSinceMillis;
    }

    private enum Kind {
        NAMED,
        EARLY,
        BROUGHT
    }

    /** A peer is asked for a block, {@code early} when no record names it yet; whoever was asked before counts no more. */
    void begin(Cid cid, NodeId peer, int maxBytes, boolean early, long nowMillis) {
        @Nullable Flight before = flights.get(cid);
        if (before != null) {
            end(cid, before.peer());
        }
        flights.put(cid, new Flight(peer, maxBytes, early ? Kind.EARLY : Kind.NAMED, false));
        Asked of = asked.computeIfAbsent(peer, key -> new Asked());
        of.fetches++;
        if (of.outstanding++ == 0) {
            of.quietSinceMillis = nowMillis;
            of.largestBytes = 0;
        }
        of.largestBytes = Math.max(of.largestBytes, maxBytes);
        of.bytes += maxBytes;
        fetches++;
    }

    /** A block came from a peer; it is under way until it is durable. */
    void received(Cid cid, NodeId from, long nowMillis) {
        Asked of = asked.get(from);
        if (of != null) {
            of.quietSinceMillis = nowMillis;
        }
        @Nullable Flight flight = flights.get(cid);
        if (of != null && flight != null && !flight.isHere() && flight.peer().equals(from)) {
            flights.put(cid, new Flight(from, flight.maxBytes(), flight.kind(), true));
            of.outstanding--;
        }
    }

    /** A block is durable, whoever brought it. */
    void stored(Cid cid) {
        @Nullable Flight flight = flights.get(cid);
        if (flight != null) {
            end(cid, flight.peer());
        }
    }

    /** Returns the blocks that were asked of peers which have sent nothing for too long, with whom was asked. */
    Map<Cid, NodeId> stalled(long nowMillis) {
        Map<Cid, NodeId> stalled = new LinkedHashMap<>();
        if (nowMillis >= stallMillis()) {
            flights.forEach((cid, flight) -> {
                Asked of = asked.get(flight.peer());
                if (!flight.isHere() && of != null && nowMillis >= stallMillis(of)) {
                    stalled.put(cid, flight.peer());
                }
            });
        }
        return stalled;
    }

    /** Returns when the next peer will have sent nothing for too long. */
    long stallMillis() {
        return asked.values().stream().mapToLong(Flights::stallMillis).min().orElse(Long.MAX_VALUE);
    }

    private static long stallMillis(Asked of) {
        if (of.outstanding == 0) {
            return Long.MAX_VALUE;
        }
        long usualLeaves = 1L + (of.largestBytes - 1) / CoreLimits.EARLY_LEAF_BYTES;
        return of.quietSinceMillis + usualLeaves * CoreLimits.STALL_MILLIS;
    }

    /** A peer sent a block unasked; returns false when there is no room for it. */
    boolean bring(Cid cid, NodeId peer, int sizeBytes) {
        if (broughtBytes + sizeBytes > CoreLimits.BROUGHT_BYTES) {
            return false;
        }
        flights.put(cid, new Flight(peer, sizeBytes, Kind.BROUGHT, true));
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
            release(flight);
            fetches--;
        } else {
            broughtBytes -= flight.maxBytes();
        }
        return true;
    }

    private void release(Flight flight) {
        Asked of = asked.get(flight.peer());
        if (of != null) {
            of.bytes -= flight.maxBytes();
            of.outstanding -= flight.isHere() ? 0 : 1;
            if (--of.fetches == 0) {
                asked.remove(flight.peer());
            }
        }
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

    /** Returns the most bytes that a peer was asked for and that are not durable yet. */
    long bytes(NodeId peer) {
        Asked of = asked.get(peer);
        return of == null ? 0 : of.bytes;
    }

    /** Returns how many blocks a peer was asked for and did not send yet. */
    int outstanding(NodeId peer) {
        Asked of = asked.get(peer);
        return of == null ? 0 : of.outstanding;
    }
}
