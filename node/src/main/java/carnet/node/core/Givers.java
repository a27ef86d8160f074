package carnet.node.core;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who has what, and who of those is to be asked for it. */
final class Givers {
    private final Peers peers;
    private final Flights flights;
    private final Whereabouts whereabouts;
    private final Progress progress;
    private final RandomGenerator random;

    Givers(Peers peers, Flights flights, Whereabouts whereabouts, Progress progress, RandomGenerator random) {
        this.peers = peers;
        this.flights = flights;
        this.whereabouts = whereabouts;
        this.progress = progress;
        this.random = random;
    }

    /** Returns who holds the record in full. */
    Set<NodeId> holders(Want want) {
        RecordContent record = want.content();
        return record == null ? Collections.emptySortedSet() : peers.holders(record);
    }

    /** Returns who held the record before its leaves were dealt. */
    Set<NodeId> sources(Want want) {
        Set<NodeId> sources = new TreeSet<>(holders(want));
        NodeId origin = want.origin();
        if (sources.isEmpty() && origin != null) {
            sources.add(origin);
        }
        sources.removeIf(want::isReceiver);
        return sources;
    }

    /** Returns whether somebody can be asked who held the record before its leaves were dealt. */
    boolean hasSource(Want want, long nowMillis) {
        return !helpful(want, sources(want), nowMillis).isEmpty();
    }

    /** Returns the receivers that said they have this leaf, or all. */
    List<NodeId> offering(Want want, Cid leaf, long nowMillis) {
        Set<NodeId> having = new TreeSet<>(holders(want));
        having.removeIf(node -> !want.isReceiver(node));
        having.addAll(whereabouts.of(leaf));
        having.removeIf(node -> progress.isBroken(node, nowMillis));
        return helpful(want, having, nowMillis);
    }

    /** Returns who has a block; when nobody is known, who sent something of this record; then everybody. */
    List<NodeId> serving(Want want, Cid block, long nowMillis) {
        Set<NodeId> having = new TreeSet<>(holders(want));
        having.addAll(whereabouts.of(block));
        List<NodeId> known = helpful(want, having, nowMillis);
        NodeId origin = want.origin();
        if (known.isEmpty() && origin != null) {
            known = helpful(want, List.of(origin), nowMillis);
        }
        return known.isEmpty() ? helpful(want, peers.ids(), nowMillis) : known;
    }

    /** Returns those that can be asked; who did not send what it was asked for only where there is nobody else. */
    private List<NodeId> helpful(Want want, Collection<NodeId> nodes, long nowMillis) {
        List<NodeId> helpful = new ArrayList<>();
        List<NodeId> broken = new ArrayList<>();
        for (NodeId node : nodes) {
            if (peers.find(node) != null && !want.isUnhelpful(node, nowMillis)) {
                (progress.isBroken(node, nowMillis) ? broken : helpful).add(node);
            }
        }
        return helpful.isEmpty() ? broken : helpful;
    }

    /**
     * Returns who is to be asked, if anybody of whom no more than {@code mostBytes} are asked: rather a receiver, to spare
     * the holders, then who is least busy.
     */
    @Nullable
    NodeId leastBusy(Want want, List<NodeId> nodes, int mostBytes, long nowMillis) {
        NodeId best = null;
        long least = Long.MAX_VALUE;
        int equals = 0;
        for (NodeId node : nodes) {
            long underWay = flights.bytes(node);
            if (underWay > mostBytes || flights.outstanding(node) >= mostFetches(node, nowMillis)) {
                continue;
            }
            long rank = want.receivers() == null || want.isReceiver(node) ? underWay : Integer.MAX_VALUE + underWay;
            if (rank < least) {
                least = rank;
                best = node;
                equals = 1;
            } else if (rank == least && random.nextInt(++equals) == 0) {
                best = node;
            }
        }
        return best;
    }

    /** Returns how many chunks may be asked of a peer at once: those that have anything share them, or all if it has not. */
    private int mostFetches(NodeId peer, long nowMillis) {
        if (progress.isBroken(peer, nowMillis)) {
            return 1;
        }
        boolean hasAny = hasAny(peer);
        long sharing = peers.ids().stream()
                .filter(other -> !hasAny || hasAny(other))
                .limit(CoreLimits.FETCHING_PEERS)
                .count();
        return (int) (CoreLimits.FETCHES / sharing);
    }

    private boolean hasAny(NodeId peer) {
        return peers.holdsAny(peer) || whereabouts.hasAny(peer);
    }
}
