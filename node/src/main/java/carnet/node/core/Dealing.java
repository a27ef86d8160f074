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

    /** About how much was put that no record names yet. */
    private long unnamedBytes;

    private long putAtMillis;
    private int turn;

    private record Leaf(Cid cid, int sizeBytes) {}

    Dealing(Peers peers) {
        this.peers = peers;
    }

    void onPut(Cid chunk, int sizeBytes, long nowMillis) {
        if (nowMillis - putAtMillis > CoreLimits.UPLOAD_PAUSE_MILLIS) {
            waiting.clear();
            unnamedBytes = 0;
        }
        putAtMillis = nowMillis;
        unnamedBytes += sizeBytes;
        if (isDealt(chunk, sizeBytes)) {
            waiting.add(new Leaf(chunk, sizeBytes));
        }
        if (unnamedBytes >= CoreLimits.EARLY_FROM_BYTES) {
            deal();
        }
    }

    /** A record was accepted that names some of what was put: as if it were what came first. */
    void onNamed(SizeClass size) {
        unnamedBytes = Math.max(0, unnamedBytes - size.maxBytes());
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
