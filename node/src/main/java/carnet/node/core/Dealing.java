package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the leaves that callers put here among the peers, one after the other, before any record names them: so a large
 * file is copied while it is still uploaded.
 */
final class Dealing {
    private final Peers peers;
    private final List<DealtChunk> toTell = new ArrayList<>();
    private int turn;

    Dealing(Peers peers) {
        this.peers = peers;
    }

    void onPut(Cid chunk, int sizeBytes) {
        List<NodeId> receivers = List.copyOf(peers.ids());
        if (!receivers.isEmpty() && isDealt(chunk, sizeBytes)) {
            turn = (turn + 1) % receivers.size();
            toTell.add(new DealtChunk(chunk, sizeBytes, receivers.get(turn)));
        }
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
