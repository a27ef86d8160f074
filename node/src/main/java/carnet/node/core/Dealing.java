package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Deals the leaves that callers put here among the peers, one after the other, before any record names them: so a large
 * file is copied while it is still uploaded. The first leaves wait, since a small file is accepted sooner when nobody
 * fetches it meanwhile.
 */
final class Dealing {
    private final Peers peers;
    private final Deque<Leaf> waiting = new ArrayDeque<>();
    private final List<DealtChunk> toTell = new ArrayList<>();

    private long recentSinceMillis;

    /** About how much was put since then that no record names yet. */
    private long recentBytes;

    /** The same of what was put in the time before. */
    private long earlierBytes;

    private int turn;

    private record Leaf(Cid cid, int sizeBytes, long putAtMillis) {}

    Dealing(Peers peers) {
        this.peers = peers;
    }

    void onPut(Cid chunk, int sizeBytes, long nowMillis) {
        forgetOld(nowMillis);
        recentBytes += sizeBytes;
        if (isDealt(chunk, sizeBytes)) {
            waiting.add(new Leaf(chunk, sizeBytes, nowMillis));
        }
        if (earlierBytes + recentBytes >= CoreLimits.EARLY_FROM_BYTES) {
            deal();
        }
    }

    /** What no record named for long was given up, whatever others put meanwhile. */
    private void forgetOld(long nowMillis) {
        long passedMillis = nowMillis - recentSinceMillis;
        if (passedMillis >= CoreLimits.UNNAMED_MILLIS) {
            earlierBytes = passedMillis < 2 * CoreLimits.UNNAMED_MILLIS ? recentBytes : 0;
            recentBytes = 0;
            recentSinceMillis = nowMillis;
        }
        waiting.removeIf(leaf -> nowMillis - leaf.putAtMillis() >= 2 * CoreLimits.UNNAMED_MILLIS);
    }

    /** A record was accepted that names some of what was put: as if it were what came first. */
    void onNamed(SizeClass size) {
        long ofEarlier = Math.min(earlierBytes, size.maxBytes());
        earlierBytes -= ofEarlier;
        recentBytes = Math.max(0, recentBytes - (size.maxBytes() - ofEarlier));
        long bytes = size.maxBytes();
        while (!waiting.isEmpty() && bytes > 0) {
            bytes -= waiting.remove().sizeBytes();
        }
    }

    private void deal() {
        List<NodeId> receivers = List.copyOf(peers.ids());
        if (!receivers.isEmpty()) {
            for (Leaf leaf : waiting) {
                turn = (turn + 1) % receivers.size();
                toTell.add(new DealtChunk(leaf.cid(), leaf.sizeBytes(), receivers.get(turn)));
            }
        }
        waiting.clear();
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
