package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import carnet.storage.chain.ChainReader;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One node's state machine: one method for each event, called by one thread; time is an argument. Each fills the {@link
 * Effects} that it is given; the caller ends each drain with {@link #finish} and runs the effects. It reads the store
 * through {@link ChainReader} and never writes. A core whose commit failed is thrown away and made anew from the store.
 */
public final class NodeCore {
    private final ChainReader stored;
    private final Genesis genesis;
    private final NodeId self;
    private final Chain chain;
    private final Mempool pool = new Mempool();
    private final Peers peers = new Peers();
    private final Mining mining;
    private final Replication replication;
    private final HolderQuestions holders;
    private final BlockImport blocks;
    private final CatchUp catchUp;
    private final Answers answers;
    private final Transactions transactions;
    private final Incoming incoming;
    private final Heartbeat heartbeat;
    private final ClockWatch clock = new ClockWatch(peers);
    private final Gossip gossip = new Gossip(pool, peers);
    private long startedAtMillis;
    private long nextMiningMillis = Long.MAX_VALUE;
    private boolean readOnly;
    private long reorgs;
    private long abandonedBlocks;

    /**
     * Makes a core on what the store holds.
     *
     * @param key the node's own key
     * @param random for choices that no other node must foresee or share
     */
    public NodeCore(
            Genesis genesis,
            SigningKey key,
            ChainReader stored,
            Holdings holdings,
            SignatureCheck signatures,
            RandomGenerator random) {
        this.genesis = genesis;
        this.stored = stored;
        this.self = NodeId.of(key.publicKey());
        RecentBlocks recent = new RecentBlocks();
        this.chain = new Chain(genesis, stored, signatures, recent);
        this.heartbeat = new Heartbeat(chain);
        this.mining = new Mining(key, chain.genesisHash());
        this.replication = new Replication(self, stored, holdings, peers, random);
        this.blocks = new BlockImport(chain);
        CompactBlocks compact = new CompactBlocks(pool, recent);
        this.catchUp = new CatchUp(chain, peers, blocks, compact);
        this.answers = new Answers(stored, pool, recent);
        this.holders = new HolderQuestions(stored, peers);
        this.transactions = new Transactions(chain, pool, gossip, clock, stored, signatures, replication, random);
        this.incoming =
                new Incoming(pool, peers, blocks, compact, catchUp, transactions, replication, holders, answers);
    }

    /** The node begins, or begins anew after the disk was full. */
    public void onStart(long nowMillis, Effects fx) {
        startedAtMillis = nowMillis;
        heartbeat.start(nowMillis);
        if (stored.head() == null) {
            fx.write().genesis(genesis.meta(), genesis.state());
            fx.syncBeforeSending();
        }
        transactions.restore(nowMillis);
        fx.endDrain();
    }

    /** A connection to a listed node stands. */
    public void onPeerUp(NodeId peer, long nowMillis, Effects fx) {
        peers.up(peer);
        replication.onPeerUp(peer, nowMillis);
        fx.send(peer, heartbeat.status(nowMillis));
        gossip.announceAll(peer, fx);
        holders.onPeerUp(peer, fx);
    }

    /** A connection ended. */
    public void onPeerDown(NodeId peer, long nowMillis, Effects fx) {
        peers.down(peer);
        answers.forget(peer);
        transactions.onPeerDown(peer);
        replication.onPeerDown(peer, nowMillis);
        catchUp.onPeerDown(peer, nowMillis, fx);
    }

    /** A message came from a connected peer. */
    public void onMessage(NodeId from, Message message, long nowMillis, Effects fx) {
        Peers.Peer peer = peers.find(from);
        if (peer != null) {
            incoming.onMessage(peer, message, readOnly, nowMillis, fx);
        }
    }

    /** A peer sent a block, or a part of one, that it was not asked for; nothing of it was taken. */
    public void onUnasked(NodeId from, int sizeBytes, long nowMillis, Effects fx) {
        incoming.onUnasked(from, sizeBytes, nowMillis, fx);
    }

    /** A peer sent another number of a block's transactions than it was asked for; nothing of it was taken. */
    public void onMiscounted(NodeId from, BlockRequest answered, long nowMillis, Effects fx) {
        Peers.Peer peer = peers.find(from);
        if (peer != null) {
            incoming.onMiscounted(peer, answered, fx);
        }
    }

    /**
     * A caller submits a transaction. When it names content, that content is durable in the content store already. The
     * outcome is published under {@code submitId} after the commit.
     *
     * @param callersWait whether many callers wait, so that peers are told after {@link #onCallersAnswered()}, or a while
     */
    public void onSubmit(long submitId, Parcel parcel, boolean callersWait, long nowMillis, Effects fx) {
        gossip.callersWait(callersWait);
        if (readOnly) {
            fx.publish(Event.Busy.readOnly(submitId));
        } else if (catchUp.isFarBehind()) {
            fx.publish(Event.Busy.syncing(submitId, chain.head().height()));
        } else {
            transactions.onSubmit(submitId, parcel, nowMillis, fx);
        }
    }

    /** Every caller has an answer: what was taken from them can be told. */
    public void onCallersAnswered() {
        gossip.callersWait(false);
    }

    /** The miner found a nonce. */
    public void onNonceFound(long jobId, long nonce, long nowMillis, Effects fx) {
        mining.onNonceFound(jobId, nonce, nowMillis).ifPresent(outcome -> follow(outcome, nowMillis, fx));
    }

    /** A caller put a chunk into the content store, from which it can be served; it is not durable yet. */
    public void onChunkPut(Cid cid, int sizeBytes, long nowMillis, Effects fx) {
        replication.onPut(cid, sizeBytes, nowMillis);
    }

    /** A fetched chunk is in the content store and can be served; it is not durable yet. */
    public void onChunkReceived(NodeId from, Cid cid, long nowMillis, Effects fx) {
        replication.onReceived(from, cid, nowMillis);
    }

    /** A fetched chunk is durable in the content store. */
    public void onChunkStored(NodeId from, Cid cid, long nowMillis, Effects fx) {
        replication.onStored(cid, from, nowMillis);
    }

    /** A fetch brought nothing. */
    public void onFetchFailed(NodeId from, Cid cid, FetchFailure failure, long nowMillis, Effects fx) {
        if (failure == FetchFailure.MISMATCH) {
            fx.disconnect(from, Misbehaviour.FALSE_CHUNK, true, cid.toString());
        }
        replication.onFailed(cid, from, failure, nowMillis);
    }

    /** A stored block turned out to be damaged; it stands among the {@link Holdings#lost} ones and is fetched again. */
    public void onBlockLost(long nowMillis, Effects fx) {
        replication.repair();
    }

    /** The disk is full, or has room again. */
    public void onReadOnly(boolean full, long nowMillis, Effects fx) {
        readOnly = full;
    }

    /** Somebody wants to know who holds a record: asks those who did not say. */
    public void onHoldersAsked(RecordContent record, long nowMillis, Effects fx) {
        holders.about(record, nowMillis, fx);
    }

    /** Whoever looks after the disk found no record that names this content: unless one does now, it is held no more. */
    public void onUnnamed(RecordContent content, long nowMillis, Effects fx) {
        if (!readOnly) {
            transactions.release(content, fx);
        }
    }

    /** Time has passed. */
    public void onTick(long nowMillis, Effects fx) {
        answers.proceed(nowMillis, fx);
        if (!readOnly) {
            blocks.release(nowMillis, fx);
            transactions.dropExpired(nowMillis, fx);
            transactions.askAnnounced(nowMillis, fx);
        }
        if (!readOnly && nowMillis >= catchUp.deadlineMillis()) {
            catchUp.onTimeout(nowMillis, fx);
        }
        if (nowMillis >= heartbeat.dueMillis()) {
            sendStatuses(nowMillis, fx);
        }
    }

    /** Ends a drain: moves the head, asks for chunks, looks at the miner's turn, sends what was gathered. */
    public void finish(long nowMillis, Effects fx) {
        if (!readOnly) {
            moveHead(nowMillis, fx);
            gossip.flush(nowMillis, fx);
            catchUp.proceed(nowMillis, fx);
            replication.pump(nowMillis, fx).forEach(record -> transactions.onHeld(record, fx));
        }
        mine(nowMillis, fx);
    }

    /** The effects were committed: what was written can be read from the store. */
    public void committed() {
        chain.committed();
    }

    /** Returns when {@link #onTick} is wanted next, if nothing happens before. */
    public long nextWakeMillis() {
        long wake = Math.min(heartbeat.dueMillis(), answers.wakeMillis());
        if (readOnly) {
            return wake;
        }
        wake = Math.min(wake, Math.min(nextMiningMillis, blocks.wakeMillis()));
        wake = Math.min(wake, Math.min(catchUp.deadlineMillis(), replication.wakeMillis()));
        wake = Math.min(wake, Math.min(transactions.nextExpiryMillis(), transactions.nextAskMillis()));
        wake = Math.min(wake, gossip.dueMillis());
        return chain.isAtBest() ? wake : 0;
    }

    /** Returns a look at the core, for status pages and checks; valid until the next event. */
    public CoreView view() {
        return new CoreView(
                chain, pool, peers, new CoreView.Counters(reorgs, abandonedBlocks, readOnly, catchUp.isBehind()));
    }

    private void moveHead(long nowMillis, Effects fx) {
        if (chain.isAtBest()) {
            return;
        }
        Chain.Move move = chain.move(fx);
        move.invalid().forEach(invalid -> blocks.blame(invalid, fx));
        if (!move.changedHead()) {
            return;
        }
        heartbeat.headChanged(nowMillis);
        if (!move.undone().isEmpty()) {
            reorgs++;
            abandonedBlocks += move.undone().size();
        }
        transactions.onMoved(move, nowMillis, fx);
        if (chain.isAtBest()) {
            List<Block> applied = move.applied();
            if (!applied.isEmpty()) {
                gossip.newHead(applied.get(applied.size() - 1), nowMillis, fx);
            }
            fx.publish(new Event.HeadChanged(
                    chain.head(), move.undone().size(), move.applied().size()));
        }
    }

    private void mine(long nowMillis, Effects fx) {
        nextMiningMillis = Long.MAX_VALUE;
        if (!mayMine(nowMillis, fx)) {
            mining.rest(fx);
            return;
        }
        Mining.Turn turn = new Mining.Turn(
                chain.head(),
                chain.selection(),
                chain.policy().parameters(),
                pool.demandSinceMillis(),
                pool.revision());
        follow(
                mining.update(turn, timestamp -> transactions.forBlock(timestamp, nowMillis, fx), nowMillis, fx),
                nowMillis,
                fx);
    }

    private void follow(Mining.Outcome outcome, long nowMillis, Effects fx) {
        nextMiningMillis = Math.min(nextMiningMillis, outcome.wakeMillis());
        if (outcome.block() != null) {
            incoming.onBlock(outcome.block(), null, nowMillis, fx);
            moveHead(nowMillis, fx);
            nextMiningMillis = nowMillis;
        }
    }

    private boolean mayMine(long nowMillis, Effects fx) {
        if (pool.demandSinceMillis() == Long.MAX_VALUE
                || readOnly
                || !chain.isAtBest()
                || chain.policy().miner(self).isEmpty()) {
            return false;
        }
        boolean alone = chain.policy().miners().size() == 1;
        if (!alone && nowMillis < startedAtMillis + CoreLimits.START_GRACE_MILLIS) {
            nextMiningMillis = startedAtMillis + CoreLimits.START_GRACE_MILLIS;
            return false;
        }
        return !catchUp.isWorthWaitingFor() && clock.agrees(chain.policy(), fx);
    }

    private void sendStatuses(long nowMillis, Effects fx) {
        for (NodeId peer : peers.ids()) {
            fx.send(peer, heartbeat.status(nowMillis));
            gossip.announceOldest(peer, fx);
        }
        heartbeat.sent(nowMillis, pool.count() > 0 || replication.activeCount() > 0);
    }
}
