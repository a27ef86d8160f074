package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.ledger.Execution;
import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.ledger.TransactionRefusal;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.PendingTransaction;
import carnet.storage.chain.WantedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The life of a transaction on this node: submitted or received, pending, in a block, back when the block is abandoned,
 * expired. With each record that becomes known it notes what has to be fetched.
 */
final class Transactions {
    /**
     * What the ledger may take later: its time has not come, or its sender's registration stood in a block that was
     * abandoned and waits for a block too.
     */
    private static final Set<TransactionRefusal> MAY_HOLD_LATER =
            EnumSet.of(TransactionRefusal.NOT_YET_VALID, TransactionRefusal.NOT_A_MEMBER);

    private final Chain chain;
    private final Mempool pool;
    private final ClockWatch clock;
    private final ChainReader stored;
    private final SignatureCheck signatures;
    private final Replication replication;
    private final Admission admission;
    private final Gossip gossip;
    private final Announcements announced;

    Transactions(
            Chain chain,
            Mempool pool,
            Gossip gossip,
            ClockWatch clock,
            ChainReader stored,
            SignatureCheck signatures,
            Replication replication,
            RandomGenerator random) {
        this.chain = chain;
        this.pool = pool;
        this.gossip = gossip;
        this.clock = clock;
        this.stored = stored;
        this.signatures = signatures;
        this.replication = replication;
        this.admission = new Admission(chain, pool, stored, signatures);
        this.announced = new Announcements(random);
    }

    /**
     * Takes up what was pending when the process ended. Demand counts from now: after a power cut of all nodes their ranks
     * must not start at once (RULES 8). Writes nothing, since the disk may be full. All of it was verified before it was
     * written.
     */
    void restore(long nowMillis) {
        List<PendingTransaction> oldestFirst = new ArrayList<>(stored.pending());
        oldestFirst.sort(Comparator.comparingLong(PendingTransaction::admittedAtMillis));
        for (PendingTransaction pending : oldestFirst) {
            Transaction transaction = pending.transaction();
            transaction.markSigned();
            pool.add(new PendingTransaction(transaction, nowMillis));
            gossip.announce(transaction.id(), nowMillis);
        }
    }

    void onSubmit(long submitId, Parcel parcel, long nowMillis, Effects fx) {
        Transaction transaction = parcel.transaction();
        Admission.Verdict verdict = admission.judge(transaction, nowMillis);
        if (verdict instanceof Admission.Verdict.Refused refused) {
            fx.publish(new Event.Refused(submitId, refused.code(), refused.message()));
        } else if (verdict instanceof Admission.Verdict.Busy busy) {
            fx.publish(new Event.Busy(submitId, busy.code(), busy.message(), busy.retryAfterMillis()));
        } else if (verdict instanceof Admission.Verdict.Known) {
            keep(transaction, fx);
            fx.publish(new Event.AlreadyKnown(submitId, transaction.id()));
        } else {
            PendingTransaction pending = new PendingTransaction(transaction, nowMillis);
            pool.add(pending);
            announced.remove(transaction.id());
            fx.write().pending(pending);
            fx.syncBeforeSending();
            if (transaction.payload() instanceof PutRecord put) {
                onHeld(record(put, nowMillis), fx);
                replication.onNamed(new SizeClass(put.sizeClass()));
            }
            gossip.send(parcel, nowMillis);
            fx.publish(new Event.Accepted(submitId, transaction.id(), nowMillis));
        }
    }

    void onAnnounced(Peers.Peer peer, Message.NewTransactions message, long nowMillis) {
        for (Hash id : message.ids()) {
            peer.learns(id);
            if (!pool.contains(id) && pool.fate(id) == null && stored.place(id) == null) {
                announced.add(id, peer.id(), nowMillis);
            }
        }
    }

    /** A peer is gone. */
    void onPeerDown(NodeId peer) {
        announced.onPeerDown(peer);
    }

    /** Asks for what was announced and did not come by itself. */
    void askAnnounced(long nowMillis, Effects fx) {
        announced.ask(nowMillis, fx);
    }

    /** Returns when {@link #askAnnounced} is wanted next. */
    long nextAskMillis() {
        return announced.wakeMillis();
    }

    /** Takes what a node passed on, which must have verified each signature itself. */
    void onReceived(Peers.Peer peer, List<Parcel> parcels, long nowMillis, Effects fx) {
        for (Parcel parcel : parcels) {
            Transaction transaction = parcel.transaction();
            if (!signatures.holds(transaction)) {
                fx.disconnect(peer.id(), Misbehaviour.INVALID_TRANSACTIONS, true, "a false signature");
                return;
            }
            peer.learns(transaction.id());
            announced.remove(transaction.id());
            Admission.Verdict verdict = admission.judge(transaction, nowMillis);
            if (!(verdict instanceof Admission.Verdict.Welcome) && !peer.maySendInVain(parcel, nowMillis)) {
                fx.disconnect(peer.id(), Misbehaviour.INVALID_TRANSACTIONS, true, "too many known or refused ones");
                return;
            }
            if (verdict instanceof Admission.Verdict.Known
                    && transaction.payload() instanceof PutRecord put
                    && !stored.isHeld(put.content())) {
                take(put, parcel, peer.id(), fx);
            }
            if (verdict instanceof Admission.Verdict.Welcome) {
                pool.add(new PendingTransaction(transaction, nowMillis));
                gossip.announce(transaction.id(), nowMillis);
                if (transaction.payload() instanceof PutRecord put) {
                    want(put, peer.id(), nowMillis, fx);
                    take(put, parcel, peer.id(), fx);
                }
            }
        }
    }

    private void take(PutRecord put, Parcel parcel, NodeId from, Effects fx) {
        replication.take(put.keyBoxCid(), parcel.keyBox(), from, fx);
        replication.take(put.payloadCid(), parcel.payload(), from, fx);
    }

    /** The head moved: blocks' transactions leave the pool, abandoned ones come back. */
    void onMoved(Chain.Move move, long nowMillis, Effects fx) {
        Set<Hash> inChain = new TreeSet<>();
        for (Block block : move.applied()) {
            for (Transaction transaction : block.transactions()) {
                inChain.add(transaction.id());
                announced.remove(transaction.id());
                pool.remove(transaction.id(), null);
                for (Transaction excluded : pool.conflicting(transaction)) {
                    drop(excluded, "The chain took another transaction that excludes it.", fx);
                }
                if (transaction.payload() instanceof PutRecord put) {
                    want(put, null, nowMillis, fx);
                }
            }
        }
        takeBack(move.undone(), inChain, nowMillis, fx);
    }

    /**
     * What abandoned blocks held waits again, oldest first, unless the chain excludes it now. It was verified when the
     * blocks were executed, perhaps before a restart.
     */
    private void takeBack(List<Block> undone, Set<Hash> inChain, long nowMillis, Effects fx) {
        if (undone.isEmpty()) {
            return;
        }
        Execution execution = nextBlock(nowMillis);
        List<Block> oldestFirst = new ArrayList<>(undone);
        Collections.reverse(oldestFirst);
        for (Block block : oldestFirst) {
            for (Transaction transaction : block.transactions()) {
                if (inChain.contains(transaction.id())) {
                    continue;
                }
                transaction.markSigned();
                PendingTransaction pending = new PendingTransaction(transaction, nowMillis);
                pool.add(pending);
                Optional<TransactionRefusal> refusal = execution.execute(transaction);
                if (refusal.isPresent() && !mayHoldLater(refusal.get())) {
                    drop(transaction, refusal.get().text(), fx);
                } else {
                    fx.write().pending(pending);
                    gossip.announce(transaction.id(), nowMillis);
                }
            }
        }
    }

    private boolean mayHoldLater(TransactionRefusal refusal) {
        return MAY_HOLD_LATER.contains(refusal)
                || (refusal == TransactionRefusal.EXPIRED && !clock.isConfirmed(chain.policy()));
    }

    private Execution nextBlock(long nowMillis) {
        long spacingMillis = chain.policy().parameters().spacingMillis();
        long timestampMillis = Math.max(nowMillis, chain.head().timestampMillis() + spacingMillis);
        return new Execution(
                chain.genesisHash(), chain.policy(), chain.state(), chain.head().height() + 1, timestampMillis);
    }

    /** A record's payload and key box are here in full. */
    void onHeld(WantedRecord record, Effects fx) {
        fx.write().held(record);
        fx.publish(new Event.RecordHeld(record.content(), !stored.isHeld(record.content())));
        gossip.held(record.content());
    }

    /** Returns the first moment at which something that waits is too old by a clock that can be trusted. */
    long nextExpiryMillis() {
        return clock.isConfirmed(chain.policy()) ? pool.nextExpiryMillis() : Long.MAX_VALUE;
    }

    void dropExpired(long nowMillis, Effects fx) {
        if (nextExpiryMillis() > nowMillis) {
            return;
        }
        List<PendingTransaction> expired = new ArrayList<>();
        for (PendingTransaction pending : pool.all()) {
            if (pending.transaction().validUntilMillis() < nowMillis) {
                expired.add(pending);
            }
        }
        for (PendingTransaction pending : expired) {
            drop(pending.transaction(), "Its validity window ended before a block took it. Submit it anew.", fx);
        }
    }

    /** Returns the transactions of a block with this time on the head; what the ledger refuses for good leaves the pool. */
    List<Transaction> forBlock(long timestampMillis, long nowMillis, Effects fx) {
        Execution execution = new Execution(
                chain.genesisHash(), chain.policy(), chain.state(), chain.head().height() + 1, timestampMillis);
        List<Transaction> included = new ArrayList<>();
        Map<Transaction, TransactionRefusal> refused = new LinkedHashMap<>();
        int room = chain.policy().parameters().maxBlockBytes() - Block.EMPTY_BYTES;
        int examined = 0;
        for (PendingTransaction pending : pool.all()) {
            Transaction transaction = pending.transaction();
            if (examined++ == CoreLimits.EXAMINED_PER_BLOCK || transaction.sizeBytes() + Integer.BYTES > room) {
                break;
            }
            Optional<TransactionRefusal> refusal = execution.execute(transaction);
            if (refusal.isEmpty()) {
                included.add(transaction);
                room -= transaction.sizeBytes() + Integer.BYTES;
            } else if (!mayHoldLater(refusal.get())) {
                refused.put(transaction, refusal.get());
            }
        }
        refused.forEach((transaction, refusal) -> drop(transaction, refusal.text(), fx));
        return included;
    }

    private void drop(Transaction transaction, String reason, Effects fx) {
        pool.remove(transaction.id(), reason);
        fx.write().notPending(transaction.id());
        fx.publish(new Event.Dropped(transaction, reason));
        if (transaction.payload() instanceof PutRecord put && !isNamed(put.content())) {
            replication.forget(put.content());
            fx.write().notWanted(put.content());
        }
    }

    /** Content that is held counts so no more, unless a record names it. */
    void release(RecordContent content, Effects fx) {
        if (!isNamed(content) && stored.isHeld(content)) {
            fx.write().notHeld(content);
            gossip.released(content);
            fx.publish(new Event.RecordReleased(content));
        }
    }

    private boolean isNamed(RecordContent content) {
        return isNamed(content.payloadCid()) && isNamed(content.keyBoxCid());
    }

    /** Returns whether a record of the chain or of the pool names this content. */
    private boolean isNamed(Cid cid) {
        return pool.names(cid) || new LedgerReader(chain.state()).contentOwner(cid) != null;
    }

    /** Makes a transaction survive a restart that came by gossip and now from a caller too. */
    private void keep(Transaction transaction, Effects fx) {
        PendingTransaction pending = pool.find(transaction.id());
        if (pending != null) {
            fx.write().pending(pending);
            fx.syncBeforeSending();
        }
    }

    private void want(PutRecord put, @Nullable NodeId origin, long nowMillis, Effects fx) {
        if (!stored.isHeld(put.content()) && !gossip.isHeldNow(put.content())) {
            WantedRecord record = record(put, nowMillis);
            fx.write().wanted(record);
            replication.want(record, origin, nowMillis);
        }
    }

    private static WantedRecord record(PutRecord put, long nowMillis) {
        return new WantedRecord(put.content(), put.sizeClass(), nowMillis);
    }
}
