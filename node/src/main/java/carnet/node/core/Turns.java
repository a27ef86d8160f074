package carnet.node.core;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** With whom to catch up next, and from where on. */
final class Turns {
    private final Chain chain;
    private final Peers peers;
    private final ToLongFunction<Hash> onItsWayUntil;

    /** The last block known here that a peer showed. */
    private final SortedMap<NodeId, Hash> knownOf = new TreeMap<>();

    /** When catching up with a peer ended last: two that promise much and give little would else keep out the others. */
    private final SortedMap<NodeId, Long> leftAtMillis = new TreeMap<>();

    private long againMillis = Long.MAX_VALUE;

    /**
     * Begins.
     *
     * @param onItsWayUntil gives the time until when an announced block may still come by itself, or 0
     */
    Turns(Chain chain, Peers peers, ToLongFunction<Hash> onItsWayUntil) {
        this.chain = chain;
        this.peers = peers;
        this.onItsWayUntil = onItsWayUntil;
    }

    /** Returns the peer that was left longest ago, or else claims most, of those that claim more than is here, or null. */
    Peers.@Nullable Peer next(@Nullable NodeId except, long nowMillis) {
        againMillis = Long.MAX_VALUE;
        Peers.Peer next = null;
        BigInteger claimed = BigInteger.ZERO;
        for (Peers.Peer peer : peers.all()) {
            Message.Status status = peer.status();
            if (status == null || peer.id().equals(except) || !isNews(status)) {
                continue;
            }
            long laterMillis = Math.max(peer.restsUntilMillis(), onItsWayUntil.applyAsLong(status.head()));
            if (laterMillis > nowMillis) {
                againMillis = Math.min(againMillis, laterMillis);
                continue;
            }
            int turn = next == null ? -1 : Long.compare(leftAt(peer), leftAt(next));
            if (turn < 0 || (turn == 0 && status.totalWork().compareTo(claimed) > 0)) {
                next = peer;
                claimed = status.totalWork();
            }
        }
        return next;
    }

    private boolean isNews(Message.Status status) {
        return !chain.knows(status.head())
                && status.totalWork().compareTo(chain.best().totalWork()) >= 0;
    }

    private long leftAt(Peers.Peer peer) {
        return leftAtMillis.getOrDefault(peer.id(), 0L);
    }

    /** Returns when {@link #next} may have another outcome though no peer said anything. */
    long againMillis() {
        return againMillis;
    }

    /** Catching up with a peer ended. */
    void left(NodeId peer, long nowMillis) {
        leftAtMillis.put(peer, nowMillis);
    }

    /** A peer showed a known block, or with null ones that are not known. */
    void shown(NodeId peer, @Nullable Hash known) {
        if (known == null) {
            knownOf.remove(peer);
        } else {
            knownOf.put(peer, known);
        }
    }

    /** Returns what the first question to a peer names. */
    List<Hash> locator(NodeId peer) {
        Hash known = knownOf.get(peer);
        return known != null && chain.knows(known) ? chain.locatorAbove(known) : chain.locator();
    }
}
