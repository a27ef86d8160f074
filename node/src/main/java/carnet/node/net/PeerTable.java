package carnet.node.net;

import carnet.crypto.sign.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected. Changes are made and reported under one lock, so that up and down of a node alternate; look-ups
 * take no lock. At most one CONTROL and one BULK link a node, and BULK only beside CONTROL and dialed by the same side.
 */
final class PeerTable {
    /** Told of every change, under the table's lock: must only enqueue. */
    interface Events {
        void onUp(Peer peer);

        void onBulkUp(Peer peer, Link bulk);

        void onBulkDown(Peer peer);

        void onDown(Peer peer, DisconnectReason reason);
    }

    private final NodeId self;
    private final Events events;
    private final BiFunction<NodeId, Link, Fetches> fetches;
    private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();
    private final Map<NodeId, Long> bannedUntilNanos = new LinkedHashMap<>();
    private final Map<NodeId, TokenBucket> connects = new LinkedHashMap<>();
    private boolean closed;

    PeerTable(NodeId self, Events events, BiFunction<NodeId, Link, Fetches> fetches) {
        this.self = self;
        this.events = events;
        this.fetches = fetches;
    }

    @Nullable
    Peer get(NodeId id) {
        return peers.get(id);
    }

    List<Peer> all() {
        return new ArrayList<>(peers.values());
    }

    int size() {
        return peers.size();
    }

    /** Judges a connection whose HELLO came and whose proof has not; null when it may go on. */
    synchronized @Nullable DisconnectReason refusal(Link link, NodeId id) {
        Peer present = peers.get(id);
        if (closed) {
            return DisconnectReason.SHUTDOWN;
        }
        if (isBanned(id)) {
            return DisconnectReason.BANNED;
        }
        if (link.kind() == LinkKind.BULK) {
            return bulkRefusal(link, present);
        }
        if (present == null && peers.size() >= NetLimits.PEERS_MAX) {
            return DisconnectReason.TOO_MANY_PEERS;
        }
        if (link.dialed()) {
            return present != null ? DisconnectReason.DUPLICATE : null;
        }
        if (!mayConnect(id)) {
            return DisconnectReason.FLAPPING;
        }
        return isWorse(link, present, id) ? DisconnectReason.DUPLICATE : null;
    }

    /**
     * Takes a proven connection in, in place of a worse one if need be; or returns why not.
     *
     * @param beforeUp run when it is taken in and before anybody is told
     */
    synchronized @Nullable DisconnectReason admit(Link link, Runnable beforeUp) {
        Remote remote = link.remote();
        if (remote == null || closed) {
            return DisconnectReason.SHUTDOWN;
        }
        Peer present = peers.get(remote.id());
        if (isBanned(remote.id())) {
            return DisconnectReason.BANNED;
        }
        if (link.kind() == LinkKind.BULK) {
            return admitBulk(link, present, beforeUp);
        }
        if (isWorse(link, present, remote.id()) || (link.dialed() && isDialed(present))) {
            return DisconnectReason.DUPLICATE;
        }
        if (present == null && peers.size() >= NetLimits.PEERS_MAX) {
            return DisconnectReason.TOO_MANY_PEERS;
        }
        if (present != null) {
            boolean sameSide = present.control().dialed() == link.dialed();
            drop(present, sameSide ? DisconnectReason.REPLACED : DisconnectReason.DUPLICATE);
        }
        Peer peer = new Peer(remote, link, fetches.apply(remote.id(), link));
        peers.put(remote.id(), peer);
        beforeUp.run();
        events.onUp(peer);
        return null;
    }

    private @Nullable DisconnectReason admitBulk(Link link, @Nullable Peer present, Runnable beforeUp) {
        DisconnectReason refusal = bulkRefusal(link, present);
        if (refusal != null || present == null) {
            return refusal;
        }
        Link old = present.bulk();
        if (old != null) {
            present.bulk(null);
            old.close(DisconnectReason.REPLACED);
            events.onBulkDown(present);
        }
        present.bulk(link);
        beforeUp.run();
        events.onBulkUp(present, link);
        return null;
    }

    private static @Nullable DisconnectReason bulkRefusal(Link link, @Nullable Peer present) {
        boolean belongs = present != null && present.control().dialed() == link.dialed();
        return belongs ? null : DisconnectReason.NO_CONTROL;
    }

    /** When both sides dialed, the link that the lower node id dialed stays, as both sides can tell. */
    private boolean isWorse(Link link, @Nullable Peer present, NodeId id) {
        boolean selfIsLower = self.compareTo(id) < 0;
        return present != null && present.control().dialed() != link.dialed() && link.dialed() != selfIsLower;
    }

    private static boolean isDialed(@Nullable Peer present) {
        return present != null && present.control().dialed();
    }

    private boolean mayConnect(NodeId id) {
        long now = System.nanoTime();
        TokenBucket bucket = connects.computeIfAbsent(
                id, key -> new TokenBucket(NetLimits.CONNECTS_BURST, NetLimits.CONNECTS_REFILL_MILLIS, now));
        trim(connects);
        return bucket.take(now);
    }

    /** A connection has ended. */
    synchronized void ended(Link link) {
        Remote remote = link.remote();
        Peer present = remote == null ? null : peers.get(remote.id());
        if (present == null) {
            return;
        }
        if (present.control() == link) {
            drop(present, link.reason());
        } else if (present.bulk() == link) {
            present.bulk(null);
            events.onBulkDown(present);
        }
    }

    synchronized void disconnect(NodeId id, DisconnectReason reason) {
        Peer present = peers.get(id);
        if (present != null) {
            drop(present, reason);
        }
    }

    synchronized void ban(NodeId id, Duration time) {
        bannedUntilNanos.put(id, System.nanoTime() + time.toNanos());
        trim(bannedUntilNanos);
        disconnect(id, DisconnectReason.BANNED);
    }

    synchronized void close() {
        closed = true;
        for (Peer peer : all()) {
            drop(peer, DisconnectReason.SHUTDOWN);
        }
    }

    private boolean isBanned(NodeId id) {
        Long until = bannedUntilNanos.get(id);
        if (until != null && until - System.nanoTime() <= 0) {
            bannedUntilNanos.remove(id);
            return false;
        }
        return until != null;
    }

    private void drop(Peer peer, DisconnectReason reason) {
        peers.remove(peer.id());
        peer.control().close(reason);
        Link bulk = peer.bulk();
        if (bulk != null) {
            bulk.close(reason);
        }
        events.onDown(peer, reason);
    }

    private static void trim(Map<NodeId, ?> map) {
        Iterator<NodeId> oldest = map.keySet().iterator();
        if (map.size() > NetLimits.BANS_MAX) {
            oldest.next();
            oldest.remove();
        }
    }
}
