package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.fork.ForkChoice;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets the blocks that peers have and this node lacks: one at a time as they are announced, or in bulk from one peer. */
final class CatchUp {
    private final Chain chain;
    private final Peers peers;
    private final BlockImport blocks;
    private final AnnouncedBlocks announced;
    private final Sync sync = new Sync();
    private final Turns turns;

    CatchUp(Chain chain, Peers peers, BlockImport blocks, CompactBlocks compact) {
        this.chain = chain;
        this.peers = peers;
        this.blocks = blocks;
        this.announced = new AnnouncedBlocks(chain, compact);
        this.turns = new Turns(chain, peers, announced::onItsWayUntil);
    }

    /** Returns whether headers that hold promise blocks that are not here yet, or did so a moment ago and go on. */
    boolean isBehind() {
        return sync.expectedBlocks() > 0 || sync.isFarBehind();
    }

    /**
     * Returns whether this node is so far behind that its state is of no use for judging transactions. Where no miner may
     * sign two blocks in a row, it does not matter whether the peer kept its last promise: it has not made them all.
     */
    boolean isFarBehind() {
        return sync.isFarBehind() && !(maySignInARow() && isOwing(sync.peer()));
    }

    /**
     * Returns whether so many blocks are promised that mining on what is here is in vain. A single one is none where no
     * miner may sign two in a row: its miner may keep it, and others would have sent it. Nor are any of a peer that did
     * not keep its last promise: it could keep this node from mining for as long as it likes.
     */
    boolean isWorthWaitingFor() {
        int least = maySignInARow() ? 1 : 2;
        return (sync.expectedBlocks() >= least || sync.isFarBehind()) && !isOwing(sync.peer());
    }

    /** Returns whether one miner alone can make a chain of any length. */
    private boolean maySignInARow() {
        return chain.policy().parameters().minerSpacing() == 1;
    }

    private boolean isOwing(@Nullable NodeId id) {
        Peers.Peer peer = id == null ? null : peers.find(id);
        return peer != null && peer.isOwing();
    }

    long deadlineMillis() {
        return Math.min(sync.isActive() ? sync.deadlineMillis() : turns.againMillis(), announced.wakeMillis());
    }

    void onPeerDown(NodeId peer, long nowMillis, Effects fx) {
        if (sync.isWith(peer)) {
            if (sync.expectedBlocks() > 0) {
                peers.leftOwing(peer);
            }
            turns.left(peer, nowMillis);
            sync.stop();
            consider(nowMillis, fx);
        }
    }

    /** A block came. Returns whether headers of a peer's chain made this node ask for it. */
    boolean onBlock(Hash hash, long nowMillis) {
        announced.came(hash);
        return sync.onBlock(hash, nowMillis);
    }

    /** A peer's block was taken. Only one that it had promised shows that it keeps its promises. */
    void onTaken(@Nullable NodeId from, Hash hash) {
        Peers.Peer peer = from == null ? null : peers.find(from);
        if (peer != null && sync.isOwedBy(peer.id(), hash)) {
            peer.answered();
        }
    }

    /** A block came without its parent. */
    void onOrphan(@Nullable NodeId from, long nowMillis, Effects fx) {
        if (from != null && !sync.isActive()) {
            begin(from, null, nowMillis, fx);
        }
    }

    void onNewBlock(Peers.Peer peer, ExtendedHeader header, long nowMillis, Effects fx) {
        Hash hash = header.hash();
        peer.learns(hash);
        chain.reconsider(hash);
        if (chain.knows(hash)) {
            return;
        }
        Optional<Rejection> rejection = chain.headers().check(header);
        if (rejection.isEmpty()) {
            announced.announced(peer.id(), header, nowMillis, fx);
        } else if (rejection.get() != Rejection.UNKNOWN_PARENT) {
            blocks.blame(peer.id(), hash, rejection.get(), "announced", fx);
        } else if (!sync.isActive()) {
            begin(peer.id(), null, nowMillis, fx);
        }
    }

    void onHeaders(Peers.Peer peer, Message.Headers message, long nowMillis, Effects fx) {
        List<ExtendedHeader> headers = message.headers();
        if (!sync.isAnswer(peer.id(), headers)) {
            return;
        }
        List<ExtendedHeader> unknown =
                headers.stream().dropWhile(header -> chain.knows(header.hash())).toList();
        if (!unknown.isEmpty()) {
            onUnknownHeaders(peer, unknown, nowMillis, fx);
        } else if (headers.isEmpty()) {
            end(peer, nowMillis, fx);
        } else {
            onKnownHeaders(peer, headers.get(headers.size() - 1), nowMillis, fx);
        }
    }

    /** The peer's chain leaves what is known further up: above the last of these, or a fetch of it was broken off there. */
    private void onKnownHeaders(Peers.Peer peer, ExtendedHeader last, long nowMillis, Effects fx) {
        turns.shown(peer.id(), last.hash());
        chain.reconsider(last.hash());
        if (!sync.isHigher(chain.heightOf(last.hash()), nowMillis)) {
            finish(nowMillis, fx);
        } else {
            sync.askHeaders(chain.locatorAbove(last.hash()), nowMillis, fx);
        }
    }

    private void onUnknownHeaders(Peers.Peer peer, List<ExtendedHeader> unknown, long nowMillis, Effects fx) {
        Hash parent = unknown.get(0).header().previousHash();
        HeaderBranch shown = sync.ahead();
        HeaderBranch branch = null;
        if (shown != null && shown.tip().hash().equals(parent) && chain.knows(shown.root())) {
            branch = shown;
        } else if (chain.knows(parent) && (shown == null || sync.mayTurn())) {
            branch = chain.headers().branchOn(parent);
        }
        if (branch == null && shown != null) {
            finish(nowMillis, fx);
            return;
        }
        int before = branch == null ? 0 : branch.size();
        Optional<Rejection> rejection = branch == null
                ? Optional.of(Rejection.UNKNOWN_PARENT)
                : chain.headers().extend(branch, unknown, nowMillis);
        boolean isEarly = rejection.filter(CatchUp::isOfTheFuture).isPresent();
        if (branch == null || (rejection.isPresent() && !isEarly)) {
            String reason = rejection.orElse(Rejection.UNKNOWN_PARENT).name();
            fx.disconnect(peer.id(), Misbehaviour.INVALID_HEADERS, true, reason);
            finish(nowMillis, fx);
        } else if (isWorthFetching(branch)) {
            turns.shown(peer.id(), null);
            sync.fetch(branch, nowMillis, fx);
        } else if (isEarly) {
            onEarly(peer, unknown.get(branch.size() - before), nowMillis, fx);
        } else if (!sync.lookOn(branch, chain.locator(), nowMillis, fx)) {
            strike(peer, "it shows headers without end that promise nothing", nowMillis, fx);
        }
    }

    /** The peer is asked again when the block can be taken, if that is soon. */
    private void onEarly(Peers.Peer peer, ExtendedHeader early, long nowMillis, Effects fx) {
        if (chain.headers().isOfFarFuture(early, nowMillis)) {
            finish(nowMillis, fx);
        } else {
            peer.restUntil(early.header().timestampMillis()
                    - chain.policy().parameters().driftMillis());
            leave(nowMillis, fx);
        }
    }

    /** Its time comes, or this node's clock is wrong: those before it are followed, and it is asked for again later. */
    private static boolean isOfTheFuture(Rejection reason) {
        return reason == Rejection.FROM_THE_FUTURE || reason == Rejection.FAR_FUTURE;
    }

    /**
     * A branch that stays behind would be kept and never executed, so nobody would find out that its blocks are false; only
     * one of very many headers is fetched before it is better, where no miner alone can make them.
     */
    private boolean isWorthFetching(HeaderBranch branch) {
        boolean isOfMany = branch.size() >= CoreLimits.AHEAD_HEADERS && !maySignInARow();
        return branch.size() > 0 && (isOfMany || ForkChoice.isBetter(branch.tip(), chain.best()));
    }

    /** A peer has no more headers. With less work than it said it has, but for a chain that is reorganized now, it lied. */
    private void end(Peers.Peer peer, long nowMillis, Effects fx) {
        BigInteger claimed = sync.claimedWork();
        HeaderBranch shown = sync.ahead();
        BigInteger best = chain.best().totalWork();
        BigInteger work = shown == null ? best : best.max(shown.tip().totalWork());
        if (claimed != null && claimed.compareTo(work) > 0) {
            strike(peer, "it has not the blocks that it speaks of", nowMillis, fx);
        } else {
            finish(nowMillis, fx);
        }
    }

    /** Ends the catching up with a peer until its next status. */
    private void finish(long nowMillis, Effects fx) {
        NodeId left = sync.peer();
        Peers.Peer peer = left == null ? null : peers.find(left);
        if (peer != null) {
            peer.forgetStatus();
        }
        leave(nowMillis, fx);
    }

    /** Ends the catching up with a peer, and begins with another one that claims more, if there is one. */
    private void leave(long nowMillis, Effects fx) {
        NodeId left = sync.peer();
        if (left != null) {
            turns.left(left, nowMillis);
        }
        sync.stop();
        consider(nowMillis, fx);
    }

    /** Ends the catching up with a peer that did not give what it was asked for. It is asked again after a while. */
    private void strike(Peers.Peer peer, String detail, long nowMillis, Effects fx) {
        if (peer.strike(nowMillis)) {
            fx.disconnect(peer.id(), Misbehaviour.UNRESPONSIVE, false, detail);
        }
        leave(nowMillis, fx);
    }

    void onNotFound(Peers.Peer peer, Message.NotFound message, long nowMillis, Effects fx) {
        if (sync.isWith(peer.id()) && sync.refused(message.hashes())) {
            strike(peer, "it does not send blocks whose headers it showed", nowMillis, fx);
        }
    }

    /** A peer says where it stands. */
    void onStatus(Message.Status status, long nowMillis, Effects fx) {
        chain.reconsider(status.head());
        consider(nowMillis, fx);
    }

    /** Begins with the next peer that claims more than is here. */
    private void consider(long nowMillis, Effects fx) {
        if (!sync.isActive()) {
            Peers.Peer next = turns.next(null, nowMillis);
            Message.Status status = next == null ? null : next.status();
            if (next != null && status != null) {
                begin(next.id(), status.totalWork(), nowMillis, fx);
            }
        }
    }

    private void begin(NodeId peer, @Nullable BigInteger claimed, long nowMillis, Effects fx) {
        sync.begin(peer, claimed, turns.locator(peer), nowMillis, fx);
    }

    /** Asks for what comes next. */
    void proceed(long nowMillis, Effects fx) {
        sync.askBodies(nowMillis, fx);
        if (sync.isWorkedOff()) {
            Hash last = sync.lastQueued();
            if (last != null && chain.knows(last)) {
                sync.askOn(chain.locator(last), nowMillis, fx);
            } else {
                // Not all was taken: a block comes too early, or was refused. Asking at once would go on for ever.
                finish(nowMillis, fx);
            }
        }
    }

    void onTimeout(long nowMillis, Effects fx) {
        announced.onTimeout(nowMillis);
        NodeId from = sync.peer();
        if (from == null) {
            consider(nowMillis, fx);
        } else if (sync.isOverdue(nowMillis)) {
            Peers.Peer peer = peers.find(from);
            if (peer == null) {
                leave(nowMillis, fx);
            } else {
                strike(peer, "no answer to requests for blocks", nowMillis, fx);
            }
        } else if (sync.isTurnOver(nowMillis)) {
            if (turns.next(from, nowMillis) == null) {
                sync.prolong(nowMillis);
            } else {
                leave(nowMillis, fx);
            }
        }
    }
}
