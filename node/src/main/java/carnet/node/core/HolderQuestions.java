package carnet.node.core;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks peers which records they hold: who held what is not on the disk, and is forgotten when the node ends. */
final class HolderQuestions {
    private final ChainReader stored;
    private final Peers peers;

    /** When callers last had peers asked about a record. */
    private final Map<RecordContent, Long> askedAtMillis = new BoundedMap<>(CoreLimits.REMEMBERED_HOLDERS);

    HolderQuestions(ChainReader stored, Peers peers) {
        this.stored = stored;
        this.peers = peers;
    }

    /** Returns records in their order, from just after one (null: the first). */
    @FunctionalInterface
    private interface Listing {
        List<WantedRecord> after(@Nullable RecordContent previous, int limit);
    }

    /** Asks a peer that connected about the records known here, as many as are remembered: first the wanted ones. */
    void onPeerUp(NodeId peer, Effects fx) {
        int asked = askAbout(peer, stored::wantedAfter, 0, fx);
        askAbout(peer, stored::heldAfter, asked, fx);
    }

    private static int askAbout(NodeId peer, Listing listing, int before, Effects fx) {
        RecordContent previous = null;
        int asked = before;
        while (asked < CoreLimits.REMEMBERED_HOLDERS) {
            int limit = Math.min(MessageCodec.MAX_IDS, CoreLimits.REMEMBERED_HOLDERS - asked);
            List<RecordContent> page = listing.after(previous, limit).stream()
                    .map(WantedRecord::content)
                    .toList();
            if (!page.isEmpty()) {
                fx.send(peer, new Message.WhoHolds(page));
                asked += page.size();
            }
            if (page.size() < limit) {
                return asked;
            }
            previous = page.get(page.size() - 1);
        }
        return asked;
    }

    /** A peer says what it holds: what waits for it is asked for again. */
    void onHolding(NodeId peer, Message.Holding message, Replication replication, long nowMillis) {
        for (RecordContent record : message.records()) {
            if (peers.holds(peer, record)) {
                replication.onHolder(peer, record, nowMillis);
            }
        }
    }

    /** Asks those who did not say yet that they hold this record; callers who look again and again ask nobody anew. */
    void about(RecordContent record, long nowMillis, Effects fx) {
        Long before = askedAtMillis.get(record);
        if (before != null && Math.abs(nowMillis - before) < CoreLimits.ASK_HOLDERS_MILLIS) {
            return;
        }
        askedAtMillis.put(record, nowMillis);
        for (Peers.Peer peer : peers.all()) {
            if (!peers.holders(record).contains(peer.id())) {
                fx.send(peer.id(), new Message.WhoHolds(List.of(record)));
            }
        }
    }
}
