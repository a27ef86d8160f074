package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.Parcel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What there is to tell the peers: that of one drain, and of callers' transactions, in a burst of callers, that of all
 * drains until they have their answers or a while is over. Lists that are too long for one message go in several; drains
 * and submissions bound how many.
 */
final class Gossip {
    private final Mempool pool;
    private final Peers peers;
    private final Map<Hash, Parcel> toSend = new LinkedHashMap<>();
    private final Set<RecordContent> contentToSend = new LinkedHashSet<>();
    private final Set<Hash> toAnnounce = new LinkedHashSet<>();
    private final Set<RecordContent> heldHere = new LinkedHashSet<>();
    private boolean callersWait;
    private long untoldSinceMillis;
    private int travellingBytes;
    private long travelledAtMillis;

    Gossip(Mempool pool, Peers peers) {
        this.pool = pool;
        this.peers = peers;
    }

    /** A transaction came from a caller: no peer can have it, so it is sent whole. */
    void send(Parcel parcel, long nowMillis) {
        if (toSend.isEmpty()) {
            untoldSinceMillis = nowMillis;
        }
        long passedMillis = Math.max(0, nowMillis - travelledAtMillis);
        travelledAtMillis = nowMillis;
        long back = passedMillis * CoreLimits.TRAVELLING_BYTES_PER_MILLI;
        travellingBytes = (int) Math.max(0, travellingBytes - back);
        int bytes = parcel.chunkBytes();
        boolean whole = travellingBytes + bytes <= CoreLimits.TRAVELLING_BYTES;
        travellingBytes += whole ? bytes : 0;
        Transaction transaction = parcel.transaction();
        toSend.put(transaction.id(), whole ? parcel : Parcel.of(transaction));
        if (transaction.payload() instanceof PutRecord put) {
            contentToSend.add(put.content());
        }
    }

    /** Tells whether many callers wait for answers to what is told next. */
    void callersWait(boolean wait) {
        callersWait = wait;
    }

    /**
     * Returns whether callers' transactions are not told yet: in a burst each peer is told of many together, once the
     * callers have their receipts.
     */
    private boolean isWaiting(long nowMillis) {
        return mayWait()
                && nowMillis < untoldSinceMillis + CoreLimits.CALLERS_FIRST_MILLIS
                && nowMillis >= untoldSinceMillis;
    }

    private boolean mayWait() {
        return callersWait && !toSend.isEmpty() && !peers.all().isEmpty();
    }

    /** Returns when there is something to be told. */
    long dueMillis() {
        if (toSend.isEmpty() && toAnnounce.isEmpty() && heldHere.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return mayWait() ? untoldSinceMillis + CoreLimits.CALLERS_FIRST_MILLIS : 0;
    }

    /** A transaction that peers may have is told by its name; they wait for nothing of it. */
    void announce(Hash id, long nowMillis) {
        pool.told(id, nowMillis);
        toAnnounce.add(id);
    }

    /** A record's payload and key box are here in full. */
    void held(RecordContent record) {
        heldHere.add(record);
    }

    /** A record is held no more. */
    void released(RecordContent record) {
        heldHere.remove(record);
    }

    /** Returns whether the record was found complete and peers are to be told yet; it may not be in the store yet. */
    boolean isHeldNow(RecordContent record) {
        return heldHere.contains(record);
    }

    /** Sends what was gathered, but for callers' transactions, and that their records are here, while those wait. */
    void flush(long nowMillis, Effects fx) {
        if (isWaiting(nowMillis)) {
            List<RecordContent> held = heldHere.stream()
                    .filter(record -> !contentToSend.contains(record))
                    .toList();
            if (!toAnnounce.isEmpty() || !held.isEmpty()) {
                peers.all().forEach(peer -> tell(peer, held, fx));
            }
            toAnnounce.clear();
            held.forEach(heldHere::remove);
        } else {
            flushNow(nowMillis, fx);
        }
    }

    private void flushNow(long nowMillis, Effects fx) {
        toSend.keySet().forEach(id -> pool.told(id, nowMillis));
        List<RecordContent> held = List.copyOf(heldHere);
        for (Peers.Peer peer : peers.all()) {
            sendWhole(peer, fx);
            tell(peer, held, fx);
        }
        toSend.clear();
        contentToSend.clear();
        toAnnounce.clear();
        heldHere.clear();
    }

    private void tell(Peers.Peer peer, List<RecordContent> held, Effects fx) {
        List<Hash> names = toAnnounce.stream()
                .filter(id -> pool.contains(id) && peer.learns(id))
                .toList();
        inParts(peer.id(), names, Message.NewTransactions::new, fx);
        inParts(peer.id(), held, Message.Holding::new, fx);
    }

    /** A block became this node's head. What it names is told before, or every peer would have to ask for it. */
    void newHead(Block head, long nowMillis, Effects fx) {
        flushNow(nowMillis, fx);
        Message announcement = new Message.NewBlock(head.extendedHeader());
        for (Peers.Peer peer : peers.all()) {
            if (peer.learns(head.hash())) {
                fx.send(peer.id(), announcement);
            }
        }
    }

    /** Tells a peer everything that waits. */
    void announceAll(NodeId peer, Effects fx) {
        inParts(peer, pool.ids(Integer.MAX_VALUE), Message.NewTransactions::new, fx);
    }

    /** Tells a peer what has waited longest, so that what was lost on the way is found again. */
    void announceOldest(NodeId peer, Effects fx) {
        inParts(peer, pool.ids(MessageCodec.MAX_IDS), Message.NewTransactions::new, fx);
    }

    private void sendWhole(Peers.Peer peer, Effects fx) {
        List<Parcel> part = new ArrayList<>();
        int bytes = 0;
        for (Parcel parcel : toSend.values()) {
            if (!peer.learns(parcel.transaction().id())) {
                continue;
            }
            boolean full = part.size() == MessageCodec.MAX_IDS
                    || bytes + parcel.sizeBytes() > CoreLimits.TRANSACTIONS_MESSAGE_BYTES;
            if (full) {
                fx.send(peer.id(), new Message.Parcels(part));
                part.clear();
                bytes = 0;
            }
            part.add(parcel);
            bytes += parcel.sizeBytes();
        }
        if (!part.isEmpty()) {
            fx.send(peer.id(), new Message.Parcels(part));
        }
    }

    /** Sends a list in as many messages as its length needs. */
    static <T> void inParts(NodeId peer, List<T> items, Function<List<T>, Message> message, Effects fx) {
        for (int from = 0; from < items.size(); from += MessageCodec.MAX_IDS) {
            int to = Math.min(items.size(), from + MessageCodec.MAX_IDS);
            fx.send(peer, message.apply(items.subList(from, to)));
        }
    }
}
