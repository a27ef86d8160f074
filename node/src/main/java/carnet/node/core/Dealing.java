package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deals the leaves that callers put here among the peers before any record names them: so a large file is copied while it
 * is still uploaded. The first leaves wait, since a small file is accepted sooner when nobody fetches it meanwhile. A peer
 * gets a few at a time, and the next one when it says to have one of those, or nothing for a while: so one whose wire is
 * slow is dealt fewer, and all have their last leaf at about the same time. None gets much more than twice its share,
 * whatever it says.
 */
final class Dealing {
    private final Peers peers;
    private final Deque<Leaf> waiting = new ArrayDeque<>();

    /** Leaves that were dealt and that their receiver did not say to have. */
    private final Map<Cid, Deal> open = new LinkedHashMap<>();

    /** How many leaves of what is uploaded now each peer was dealt. */
    private final SortedMap<NodeId, Integer> shares = new TreeMap<>();

    /** Bytes that were dealt and that no record names yet, about. */
    private long dealtBytes;

    private final List<DealtChunk> toTell = new ArrayList<>();

    private long recentSinceMillis;

    /** About how much was put since then that no record names yet. */
    private long recentBytes;

    /** The same of what was put in the time before. */
    private long earlierBytes;

    private int turn;

    private record Leaf(Cid cid, int sizeBytes, long putAtMillis) {}

    private record Deal(NodeId receiver, long dealtAtMillis) {}

    Dealing(Peers peers) {
        this.peers = peers;
    }

    void onPut(Cid chunk, int sizeBytes, long nowMillis) {
        forgetOld(nowMillis);
        if (recentBytes == 0 && earlierBytes == 0) {
            beginAnew();
        }
        recentBytes += sizeBytes;
        if (isDealt(chunk, sizeBytes) && !open.containsKey(chunk) && waiting.size() < CoreLimits.WAITING_LEAVES) {
            waiting.add(new Leaf(chunk, sizeBytes, nowMillis));
        }
        proceed(nowMillis);
    }

    /** A peer says that it has a chunk. Returns whether that is because it was dealt the chunk. */
    boolean onHave(NodeId peer, Cid chunk) {
        Deal deal = open.get(chunk);
        boolean wasDealt = deal != null && deal.receiver().equals(peer);
        if (wasDealt) {
            open.remove(chunk);
        }
        return wasDealt;
    }

    /** A peer is gone: what it was dealt it does not fetch. */
    void onPeerDown(NodeId peer) {
        open.values().removeIf(deal -> deal.receiver().equals(peer));
    }

    /** What no record named for long was given up, whatever others put meanwhile. */
    private void forgetOld(long nowMillis) {
        long passedMillis = nowMillis - recentSinceMillis;
        if (passedMillis >= CoreLimits.UNNAMED_MILLIS) {
            earlierBytes = passedMillis < 2 * CoreLimits.UNNAMED_MILLIS ? recentBytes : 0;
            recentBytes = 0;
            recentSinceMillis = nowMillis;
        }
        while (!waiting.isEmpty() && nowMillis - waiting.element().putAtMillis() >= 2 * CoreLimits.UNNAMED_MILLIS) {
            waiting.remove();
        }
        dealtBytes = Math.min(dealtBytes, earlierBytes + recentBytes);
    }

    /** A record was accepted that names some of what was put: as if it were what came first. */
    void onNamed(SizeClass size) {
        long ofEarlier = Math.min(earlierBytes, size.maxBytes());
        earlierBytes -= ofEarlier;
        recentBytes = Math.max(0, recentBytes - (size.maxBytes() - ofEarlier));
        long ofDealt = Math.min(dealtBytes, size.maxBytes());
        dealtBytes -= ofDealt;
        long bytes = size.maxBytes() - ofDealt;
        while (!waiting.isEmpty() && bytes > 0) {
            bytes -= waiting.remove().sizeBytes();
        }
    }

    /** Nothing is uploaded: what was dealt is of records that are here, or was given up. */
    private void beginAnew() {
        open.clear();
        shares.clear();
        waiting.clear();
        dealtBytes = 0;
    }

    /** Deals what has its turn. */
    void proceed(long nowMillis) {
        open.values().removeIf(deal -> nowMillis - deal.dealtAtMillis() >= CoreLimits.DEALT_MILLIS);
        if (waiting.isEmpty() || earlierBytes + recentBytes < CoreLimits.EARLY_FROM_BYTES) {
            return;
        }
        List<NodeId> receivers = peers.ids();
        if (receivers.isEmpty()) {
            waiting.clear();
        }
        for (NodeId next = next(receivers); next != null && !waiting.isEmpty(); next = next(receivers)) {
            Leaf leaf = waiting.remove();
            open.put(leaf.cid(), new Deal(next, nowMillis));
            shares.merge(next, 1, Integer::sum);
            dealtBytes += leaf.sizeBytes();
            toTell.add(new DealtChunk(leaf.cid(), leaf.sizeBytes(), next));
        }
    }

    /** Returns whose turn it is: who has least to fetch, one after the other; null when all have enough. */
    private @Nullable NodeId next(List<NodeId> receivers) {
        int dealt = shares.values().stream().mapToInt(Integer::intValue).sum();
        NodeId next = null;
        int leastOpen = CoreLimits.DEALT_AHEAD;
        for (int i = 1; i <= receivers.size(); i++) {
            NodeId receiver = receivers.get((turn + i) % receivers.size());
            int isOpen = (int) open.values().stream()
                    .filter(deal -> deal.receiver().equals(receiver))
                    .count();
            boolean hadMuch = shares.getOrDefault(receiver, 0) > 2 * dealt / receivers.size() + CoreLimits.DEALT_AHEAD;
            if (isOpen < leastOpen && !hadMuch) {
                next = receiver;
                leastOpen = isOpen;
            }
        }
        turn = next == null ? turn : receivers.indexOf(next);
        return next;
    }

    /** Returns when {@link #proceed} is wanted though nothing comes. */
    long wakeMillis() {
        return waiting.isEmpty() || open.isEmpty()
                ? Long.MAX_VALUE
                : open.values().iterator().next().dealtAtMillis() + CoreLimits.DEALT_MILLIS;
    }

    /** Returns whether a chunk is sent before a record names it: worth while, and no larger than the usual leaf. */
    static boolean isDealt(Cid chunk, int sizeBytes) {
        return chunk.codec() == Cid.Codec.RAW
                && sizeBytes >= CoreLimits.SHARED_LEAF_BYTES
                && sizeBytes <= CoreLimits.EARLY_LEAF_BYTES;
    }

    /** Sends what is to be told. */
    void flush(Effects fx) {
        if (!toTell.isEmpty()) {
            peers.ids().forEach(peer -> Gossip.inParts(peer, toTell, Message.Uploaded::new, fx));
            toTell.clear();
        }
    }
}
