package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.fork.ForkChoice;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets the blocks that peers have and this node lacks: one at a time as they are announced, or in bulk from one peer. */
final class CatchUp {
    private final Chain chain;
    private final Peers peers;
    private final BlockImport blocks;
    private final CompactBlocks compact;
    private final Sync sync = new Sync();
    private final Map<Hash, Long> askedAtMillis = new BoundedMap<>(CoreLimits.HELD_BLOCKS);
    private long lookAgainMillis = Long.MAX_VALUE;

    CatchUp(Chain chain, Peers peers, BlockImport blocks, CompactBlocks compact) {
        this.chain = chain;
        this.peers = peers;
        this.blocks = blocks;
        this.compact = compact;
    }

    /**
     * Returns whether headers that hold promise blocks that are not here yet. What a peer promises that did not keep its
     * last promise does not count: it could keep this node from mining for as long as it likes.
     */
    boolean isExpectingBlocks() {
        NodeId from = sync.peer();
        Peers.Peer peer = from == null ? null : peers.find(from);
        return sync.isExpectingBlocks() && (peer == null || !peer.isOwing());
    }

    /** Returns whether so many of them are promised that this node's state is of no use for judging transactions. */
    boolean isFarBehind() {
        return isExpectingBlocks() && sync.expectedBlocks() > CoreLimits.FAR_BEHIND_BLOCKS;
    }

    long deadlineMillis() {
        return Math.min(sync.deadlineMillis(), lookAgainMillis);
    }

    void onPeerDown(NodeId peer, long nowMillis, Effects fx) {
        if (sync.isWith(peer)) {
            sync.stop();
            consider(nowMillis, fx);
        }
    }

    /** A block came. Returns whether headers of a peer's chain made this node ask for it. */
    boolean onBlock(Hash hash, @Nullable NodeId from, long nowMillis) {
        compact.forget(hash);
        boolean asked = sync.onBlock(hash, nowMillis);
        Peers.Peer peer = from == null ? null : peers.find(from);
        if (asked && peer != null) {
            peer.answered();
        }
        return asked;
    }

    /** A block came without its parent. */
    void onOrphan(Hash orphan, @Nullable NodeId from, long nowMillis, Effects fx) {
        if (from != null && !sync.isActive()) {
            sync.begin(from, orphan, chain.locator(), nowMillis, fx);
        }
    }

    void onNewBlock(Peers.Peer peer, ExtendedHeader header, long nowMillis, Effects fx) {
        Hash hash = header.hash();
        peer.learns(hash);
        if (chain.knows(hash)) {
            return;
        }
        Optional<Rejection> rejection = chain.check(header);
        if (rejection.isEmpty()) {
            ask(peer.id(), header, nowMillis, fx);
        } else if (rejection.get() != Rejection.UNKNOWN_PARENT) {
            blocks.blame(peer.id(), hash, rejection.get(), "announced", fx);
        } else if (!sync.isActive()) {
            sync.begin(peer.id(), hash, chain.locator(), nowMillis, fx);
        }
    }

    /** Several peers announce a block at once; one of them is asked, and another one only when that one does not answer. */
    private void ask(NodeId peer, ExtendedHeader header, long nowMillis, Effects fx) {
        if (!isOnItsWay(header.hash(), nowMillis)) {
            askedAtMillis.put(header.hash(), nowMillis);
            lookAgainMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
            compact.ask(peer, header, fx);
        }
    }

    private boolean isOnItsWay(Hash block, long nowMillis) {
        Long askedMillis = askedAtMillis.get(block);
        return askedMillis != null && nowMillis - askedMillis < CoreLimits.REQUEST_MILLIS;
    }

    void onHeaders(Peers.Peer peer, Message.Headers message, long nowMillis, Effects fx) {
        if (!sync.isAnswer(peer.id(), message.headers())) {
            return;
        }
        List<ExtendedHeader> unknown = message.headers().stream()
                .dropWhile(header -> chain.knows(header.hash()))
                .toList();
        HeaderBranch shown = sync.ahead();
        boolean goesOn = shown == null || isNextOf(shown, unknown);
        if (unknown.isEmpty() || !goesOn) {
            endInVain(peer, shown, nowMillis, fx);
            return;
        }
        Hash parent = unknown.get(0).header().previousHash();
        HeaderBranch branch = shown == null && chain.knows(parent) ? chain.branchOn(parent) : shown;
        Optional<Rejection> rejection =
                branch == null ? Optional.of(Rejection.UNKNOWN_PARENT) : chain.extend(branch, unknown);
        if (branch == null || rejection.isPresent()) {
            String detail = rejection.map(Rejection::name).orElse("");
            fx.disconnect(peer.id(), Misbehaviour.INVALID_HEADERS, true, detail);
            sync.stop();
        } else if (isWorthFetching(branch)) {
            sync.fetch(branch, nowMillis, fx);
        } else {
            sync.lookOn(branch, chain.locator(), nowMillis, fx);
        }
    }

    /** What the branch builds on may have turned out to be false meanwhile. */
    private boolean isNextOf(HeaderBranch shown, List<ExtendedHeader> next) {
        return chain.knows(shown.root())
                && !next.isEmpty()
                && next.get(0).header().previousHash().equals(shown.tip().hash());
    }

    /**
     * A branch that stays behind would be kept and never executed, so nobody would find out that its blocks are false; only
     * one of so many headers that no miner alone can have made them is fetched before it is better.
     */
    private boolean isWorthFetching(HeaderBranch branch) {
        return ForkChoice.isBetter(branch.tip(), chain.best()) || branch.size() >= CoreLimits.AHEAD_HEADERS;
    }

    /** A peer showed all its headers and no better chain. It counts against it when the block that it spoke of is not there. */
    private void endInVain(Peers.Peer peer, @Nullable HeaderBranch shown, long nowMillis, Effects fx) {
        Hash goal = sync.goal();
        boolean isThere = goal == null
                || chain.knows(goal)
                || (shown != null && shown.hashes().contains(goal));
        if (!isThere && peer.strike()) {
            fx.disconnect(peer.id(), Misbehaviour.UNRESPONSIVE, false, "it has not the blocks that it speaks of");
        }
        peer.distrustStatus();
        sync.stop();
        consider(nowMillis, fx);
    }

    void onNotFound(Peers.Peer peer, Message.NotFound message, long nowMillis, Effects fx) {
        if (sync.isWith(peer.id()) && sync.refused(message.hashes())) {
            peer.distrustStatus();
            sync.stop();
            consider(nowMillis, fx);
        }
    }

    /** Begins with the peer that claims most, if any claims more than is here. */
    void consider(long nowMillis, Effects fx) {
        if (sync.isActive()) {
            return;
        }
        Peers.Peer ahead = null;
        Hash head = null;
        for (Peers.Peer peer : peers.all()) {
            Message.Status status = peer.status();
            if (status == null || chain.knows(status.head()) || isOnItsWay(status.head(), nowMillis)) {
                continue;
            }
            boolean moreWork = status.totalWork().compareTo(chain.best().totalWork()) >= 0;
            Message.Status best = ahead == null ? null : ahead.status();
            if (moreWork && (best == null || status.totalWork().compareTo(best.totalWork()) > 0)) {
                ahead = peer;
                head = status.head();
            }
        }
        if (ahead != null && head != null) {
            sync.begin(ahead.id(), head, chain.locator(), nowMillis, fx);
        }
    }

    /** Asks for what comes next. */
    void proceed(long nowMillis, Effects fx) {
        sync.askBodies(nowMillis, fx);
        if (sync.isWorkedOff()) {
            Hash last = sync.lastQueued();
            if (last != null && chain.knows(last)) {
                sync.askHeaders(chain.locator(last), nowMillis, fx);
            } else {
                waitForNextStatus(nowMillis, fx);
            }
        }
    }

    /**
     * All was sent and not all was taken: a block comes too early, or was refused. To ask for it again at once would go on
     * for ever.
     */
    private void waitForNextStatus(long nowMillis, Effects fx) {
        NodeId from = sync.peer();
        Peers.Peer peer = from == null ? null : peers.find(from);
        if (peer != null) {
            peer.distrustStatus();
        }
        sync.stop();
        consider(nowMillis, fx);
    }

    void onTimeout(long nowMillis, Effects fx) {
        if (nowMillis >= lookAgainMillis) {
            lookAgainMillis = Long.MAX_VALUE;
            consider(nowMillis, fx);
        }
        if (nowMillis < sync.deadlineMillis()) {
            return;
        }
        NodeId slow = sync.peer();
        Peers.Peer peer = slow == null ? null : peers.find(slow);
        sync.stop();
        if (peer != null) {
            peer.distrustStatus();
            if (peer.strike()) {
                fx.disconnect(peer.id(), Misbehaviour.UNRESPONSIVE, false, "no answer to requests for blocks");
            }
        }
        consider(nowMillis, fx);
    }
}
