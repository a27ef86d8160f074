package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.rules.Rejection;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes from other nodes, given to the part of the core that it concerns. */
final class Incoming {
    private final Mempool pool;
    private final Peers peers;
    private final BlockImport blocks;
    private final CompactBlocks compact;
    private final CatchUp catchUp;
    private final Transactions transactions;
    private final Replication replication;
    private final HolderQuestions holders;
    private final Answers answers;

    Incoming(
            Mempool pool,
            Peers peers,
            BlockImport blocks,
            CompactBlocks compact,
            CatchUp catchUp,
            Transactions transactions,
            Replication replication,
            HolderQuestions holders,
            Answers answers) {
        this.pool = pool;
        this.peers = peers;
        this.blocks = blocks;
        this.compact = compact;
        this.catchUp = catchUp;
        this.transactions = transactions;
        this.replication = replication;
        this.holders = holders;
        this.answers = answers;
    }

    /** {@code readOnly} tells that the disk is full: what would write is passed by, and comes again when it is asked for. */
    void onMessage(Peers.Peer peer, Message message, boolean readOnly, long nowMillis, Effects fx) {
        NodeId from = peer.id();
        if ((readOnly && wouldWrite(message)) || !peer.mayTell(toldItems(message), nowMillis)) {
            return;
        }
        if (message instanceof Message.Status m) {
            onStatus(peer, m, readOnly, nowMillis, fx);
        } else if (message instanceof Message.NewBlock m) {
            catchUp.onNewBlock(peer, m.header(), nowMillis, fx);
        } else if (message instanceof Message.Headers m) {
            catchUp.onHeaders(peer, m, nowMillis, fx);
        } else if (message instanceof Message.BlockBody m) {
            onBlock(pool.withKnown(m.block()), from, nowMillis, fx);
        } else if (message instanceof Message.CompactBlock m) {
            compact.onCompactBlock(from, m, fx).ifPresent(block -> onBlock(block, from, nowMillis, fx));
        } else if (message instanceof Message.BlockTransactions m) {
            compact.onTransactions(from, m, fx).ifPresent(block -> onBlock(block, from, nowMillis, fx));
        } else if (message instanceof Message.NewTransactions m) {
            transactions.onAnnounced(peer, m, nowMillis);
        } else if (message instanceof Message.Transactions m) {
            List<Parcel> bare = m.transactions().stream().map(Parcel::of).toList();
            transactions.onReceived(peer, bare, nowMillis, fx);
        } else if (message instanceof Message.Parcels m) {
            transactions.onReceived(peer, m.parcels(), nowMillis, fx);
        } else if (message instanceof Message.NotFound m) {
            catchUp.onNotFound(peer, m, nowMillis, fx);
        } else if (message instanceof Message.Holding m) {
            holders.onHolding(from, m, replication, nowMillis);
        } else if (message instanceof Message.Have m) {
            replication.onHave(from, m, nowMillis);
        } else if (message instanceof Message.Uploaded m) {
            replication.onUploaded(from, m, nowMillis);
        } else {
            answers.onQuestion(from, message, nowMillis, fx);
        }
    }

    /** A block came, from a peer or from this node's own miner. */
    void onBlock(Block block, @Nullable NodeId from, long nowMillis, Effects fx) {
        boolean asked = catchUp.onBlock(block.hash(), nowMillis);
        Acceptance acceptance = blocks.offer(block, from, asked, nowMillis, fx);
        if (acceptance instanceof Acceptance.Orphan) {
            catchUp.onOrphan(from, nowMillis, fx);
        } else if (acceptance instanceof Acceptance.Added || acceptance instanceof Acceptance.Known) {
            catchUp.onTaken(from, block.hash());
        } else if (from != null && isThrownAway(acceptance)) {
            onUnasked(from, block.sizeBytes(), nowMillis, fx);
        }
    }

    /** It was announced before others of its miner came, or catching up with its sender ended. */
    private static boolean isThrownAway(Acceptance acceptance) {
        return acceptance instanceof Acceptance.Surplus
                || (acceptance instanceof Acceptance.Rejected rejected && rejected.rejection() == Rejection.FAR_FUTURE);
    }

    /** A peer sent a block, or a part of one, that it was not asked for or that was for nothing. */
    void onUnasked(NodeId from, int sizeBytes, long nowMillis, Effects fx) {
        Peers.Peer peer = peers.find(from);
        if (peer != null && !peer.maySendUnasked(sizeBytes, nowMillis)) {
            fx.disconnect(from, Misbehaviour.UNASKED_BLOCKS, true, "blocks that it was not asked for");
        }
    }

    /** A peer sent another number of a block's transactions than it was asked for. */
    void onMiscounted(Peers.Peer peer, BlockRequest answered, Effects fx) {
        compact.onMiscounted(peer.id(), answered.block(), answered.transactions(), fx);
    }

    private void onStatus(Peers.Peer peer, Message.Status status, boolean readOnly, long nowMillis, Effects fx) {
        peer.onStatus(status, nowMillis);
        if (!readOnly) {
            catchUp.onStatus(status, nowMillis, fx);
        }
    }

    /** Returns how many things a message tells that a node looks up one by one. */
    private static int toldItems(Message message) {
        if (message instanceof Message.NewTransactions m) {
            return m.ids().size();
        } else if (message instanceof Message.Holding m) {
            return m.records().size();
        } else if (message instanceof Message.Have m) {
            return m.chunks().size();
        } else if (message instanceof Message.Uploaded m) {
            return m.chunks().size();
        }
        return 0;
    }

    private static boolean wouldWrite(Message message) {
        return message instanceof Message.NewBlock
                || message instanceof Message.Headers
                || message instanceof Message.BlockBody
                || message instanceof Message.CompactBlock
                || message instanceof Message.BlockTransactions
                || message instanceof Message.NewTransactions
                || message instanceof Message.Transactions
                || message instanceof Message.Parcels
                || message instanceof Message.Uploaded;
    }
}
