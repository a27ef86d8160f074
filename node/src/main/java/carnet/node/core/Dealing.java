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
 * file is copied while it is still uploaded; inner nodes are told of to all. The first chunks wait, since a small file is accepted sooner when nobody
 * fetches it meanwhile.
 */
final class Dealing {
    private final Peers peers;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private final List<DealtChunk> toTell = new ArrayList<>();

    private long recentSinceMillis;

    /** About how much was put since then that no record names yet. */
    private long recentBytes;

    /** The same of what was put in the time before. */
    private long earlierBytes;

    private int turn;

    /** Bytes of inner nodes that the leaves put so far may have: each is sent to every peer from here. */
    private long innerAllowanceBytes;

    private record Chunk(Cid cid, int sizeBytes, long putAtMillis) {}

    Dealing(Peers peers) {
        this.peers = peers;
    }

    void onPut(Cid chunk, int sizeBytes, long nowMillis) {
        forgetOld(nowMillis);
        recentBytes += sizeBytes;
        if (isDealt(chunk, sizeBytes) && isWithinAllowance(chunk, sizeBytes)) {
            waiting.add(new Chunk(chunk, sizeBytes, nowMillis));
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
        waiting.removeIf(chunk -> nowMillis - chunk.putAtMillis() >= 2 * CoreLimits.UNNAMED_MILLIS);
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

    /** A caller may put any number of nodes that name nothing here. */
    private boolean isWithinAllowance(Cid chunk, int sizeBytes) {
        if (chunk.codec() != Cid.Codec.DAG_PB) {
            innerAllowanceBytes = Math.min(CoreLimits.INNER_BYTES_AHEAD, innerAllowanceBytes + CoreLimits.LINK_BYTES);
            return true;
        }
        int costBytes = Math.max(sizeBytes, CoreLimits.LINK_BYTES);
        boolean isWithin = costBytes <= innerAllowanceBytes;
        innerAllowanceBytes -= isWithin ? costBytes : 0;
        return isWithin;
    }

    private void deal() {
        List<NodeId> receivers = List.copyOf(peers.ids());
        if (!receivers.isEmpty()) {
            for (Chunk chunk : waiting) {
                boolean isLeaf = chunk.cid().codec() == Cid.Codec.RAW;
                turn = (turn + (isLeaf ? 1 : 0)) % receivers.size();
                toTell.add(new DealtChunk(chunk.cid(), chunk.sizeBytes(), receivers.get(turn)));
            }
        }
        waiting.clear();
    }

    /**
     * Returns whether a chunk is sent before a record names it, no larger than the usual leaf: a leaf that is worth while, or
     * an inner node, which every peer fetches itself, since each level of a tree would else be fetched and flushed after
     * the one above, when all leaves are there.
     */
    static boolean isDealt(Cid chunk, int sizeBytes) {
        boolean isInner = chunk.codec() == Cid.Codec.DAG_PB;
        return sizeBytes <= CoreLimits.EARLY_LEAF_BYTES && (isInner || sizeBytes >= CoreLimits.SHARED_LEAF_BYTES);
    }

    /** Sends what is to be told. */
    void flush(Effects fx) {
        if (!toTell.isEmpty()) {
            peers.ids().forEach(peer -> Gossip.inParts(peer, toTell, Message.Uploaded::new, fx));
            toTell.clear();
        }
    }
}
