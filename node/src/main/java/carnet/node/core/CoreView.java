package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.storage.chain.PendingTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look at the core, on the thread that runs it and only until the next event. */
public final class CoreView {
    private final Chain chain;
    private final Mempool pool;
    private final Peers peers;
    private final Counters counters;

    /**
     * What the core counts, and the states it can be in.
     *
     * @param reorgs how often blocks were undone since the start
     * @param abandonedBlocks how many
     * @param readOnly whether the disk is full
     * @param expectingBlocks whether peers have blocks that are not here yet
     */
    public record Counters(long reorgs, long abandonedBlocks, boolean readOnly, boolean expectingBlocks) {}

    /**
     * A connected peer.
     *
     * @param height of its head by its last status, or -1 before the first
     * @param clockOffsetMillis its clock minus this node's
     */
    public record PeerView(NodeId id, long height, long clockOffsetMillis) {}

    CoreView(Chain chain, Mempool pool, Peers peers, Counters counters) {
        this.chain = chain;
        this.pool = pool;
        this.peers = peers;
        this.counters = counters;
    }

    /** Returns the head. */
    public BlockMeta head() {
        return chain.head();
    }

    /** Returns whether the head is the best known block. */
    public boolean isAtBest() {
        return chain.isAtBest();
    }

    /** Returns the policy list in force. */
    public Policy policy() {
        return chain.policy();
    }

    /** Returns the state after the head. */
    public LedgerView state() {
        return chain.state();
    }

    /** Returns a pending transaction, or null. */
    public @Nullable PendingTransaction pending(Hash txid) {
        return pool.find(txid);
    }

    /** Returns the pending transaction that would write this member or record, or null. */
    public @Nullable PendingTransaction pendingFor(LedgerKey purpose) {
        return pool.findFor(purpose);
    }

    /** Returns how many transactions are pending. */
    public int poolCount() {
        return pool.count();
    }

    /** Returns all pending transactions, in the order of their admission. */
    public List<PendingTransaction> allPending() {
        return List.copyOf(pool.all());
    }

    /**
     * A transaction that left the pool without a block.
     *
     * @param reason why, in plain English
     */
    public record Ended(Transaction transaction, String reason) {}

    /** Returns how a transaction left the pool without a block, or null when none is remembered. */
    public @Nullable Ended ended(Hash txid) {
        return ended(pool.fate(txid));
    }

    /** Returns how the last transaction left the pool that would have written this member or record, or null. */
    public @Nullable Ended endedFor(LedgerKey purpose) {
        return ended(pool.fateFor(purpose));
    }

    private static @Nullable Ended ended(Mempool.@Nullable Fate fate) {
        return fate == null ? null : new Ended(fate.transaction(), fate.reason());
    }

    /** Returns the bytes of all pending transactions. */
    public int poolBytes() {
        return pool.bytes();
    }

    /** Returns the other nodes that are known to hold a record in full. */
    public Set<NodeId> holders(RecordContent record) {
        return Collections.unmodifiableSet(peers.holders(record));
    }

    /** Returns the connected peers. */
    public List<PeerView> peers() {
        List<PeerView> views = new ArrayList<>();
        for (Peers.Peer peer : peers.all()) {
            var status = peer.status();
            views.add(new PeerView(peer.id(), status == null ? -1 : status.height(), peer.clockOffsetMillis()));
        }
        return views;
    }

    /** Returns the median of all known clocks, this node's among them, minus this node's. */
    public long medianClockOffsetMillis() {
        return peers.medianOffsetMillis();
    }

    /** Returns the counters. */
    public Counters counters() {
        return counters;
    }
}
