package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.fork.ForkChoice;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gets the blocks that peers have and this node lacks: one at a time as they are announced, or in bulk from one peer. */
final class CatchUp {
    private final Chain chain;
    private final Peers peers;
    private final BlockImport blocks;
    private final CompactBlocks compact;
    private final Sync sync = new Sync();

    /** The last block known here that a peer had shown when it was left. */
    private final SortedMap<NodeId, Hash> knownOf = new TreeMap<>();

    private @Nullable NodeId left;
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
    boolean onBlock(Hash hash, long nowMillis) {
        compact.forget(hash);
        return sync.onBlock(hash, nowMillis);
    }

    /** A block that was asked for was taken: one that comes too early or is false is no answer. */
    void onTaken(@Nullable NodeId from) {
        Peers.Peer peer = from == null ? null : peers.find(from);
        if (peer != null) {
            peer.answered();
        }
    }

    /** A block came without its parent. */
    void onOrphan(@Nullable NodeId from, long nowMillis, Effects fx) {
        if (from != null && !sync.isActive()) {
            sync.begin(from, null, chain.locator(), nowMillis, fx);
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
            sync.begin(peer.id(), null, chain.locator(), nowMillis, fx);
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
        if (!sync.isHigher(last.seal().height())) {
            end(peer, nowMillis, fx);
        } else if (sync.isTedious(nowMillis)) {
            knownOf.put(peer.id(), last.hash());
            leave(nowMillis, fx);
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
            branch = chain.branchOn(parent);
        }
        if (branch == null && shown != null) {
            end(peer, nowMillis, fx);
            return;
        }
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

    /**
     * A branch that stays behind would be kept and never executed, so nobody would find out that its blocks are false; only
     * one of very many headers is fetched before it is better.
     */
    private boolean isWorthFetching(HeaderBranch branch) {
        return ForkChoice.isBetter(branch.tip(), chain.best()) || branch.size() >= CoreLimits.AHEAD_HEADERS;
    }

    /** A peer showed all that it has. A peer's chain never loses work, so one that has less than it said has lied. */
    private void end(Peers.Peer peer, long nowMillis, Effects fx) {
        BigInteger claimed = sync.claimedWork();
        HeaderBranch shown = sync.ahead();
        BigInteger best = chain.best().totalWork();
        BigInteger work = shown == null ? best : best.max(shown.tip().totalWork());
        if (claimed != null && claimed.compareTo(work) > 0) {
            strike(peer, "it has not the blocks that it speaks of", fx);
        }
        leave(nowMillis, fx);
    }

    /** Ends the catching up with a peer until its next status. Others come first in the next one. */
    private void leave(long nowMillis, Effects fx) {
        left = sync.peer();
        Peers.Peer peer = left == null ? null : peers.find(left);
        if (peer != null) {
            peer.distrustStatus();
        }
        sync.stop();
        consider(nowMillis, fx);
    }

    private static void strike(Peers.Peer peer, String detail, Effects fx) {
        if (peer.strike()) {
            fx.disconnect(peer.id(), Misbehaviour.UNRESPONSIVE, false, detail);
        }
    }

    void onNotFound(Peers.Peer peer, Message.NotFound message, long nowMillis, Effects fx) {
        if (sync.isWith(peer.id()) && sync.refused(message.hashes())) {
            strike(peer, "it does not send blocks whose headers it showed", fx);
            leave(nowMillis, fx);
        }
    }

    /** Begins with the peer that claims most, if any claims more than is here. */
    void consider(long nowMillis, Effects fx) {
        if (sync.isActive()) {
            return;
        }
        Peers.Peer ahead = mostPromising(left, nowMillis);
        if (ahead == null) {
            ahead = mostPromising(null, nowMillis);
        }
        Message.Status status = ahead == null ? null : ahead.status();
        if (ahead != null && status != null) {
            Hash known = knownOf.remove(ahead.id());
            List<Hash> from = known != null && chain.knows(known) ? chain.locatorAbove(known) : chain.locator();
            sync.begin(ahead.id(), status.totalWork(), from, nowMillis, fx);
        }
    }

    private Peers.@Nullable Peer mostPromising(@Nullable NodeId but, long nowMillis) {
        Peers.Peer ahead = null;
        for (Peers.Peer peer : peers.all()) {
            Message.Status status = peer.status();
            if (peer.id().equals(but)
                    || status == null
                    || chain.knows(status.head())
                    || isOnItsWay(status.head(), nowMillis)) {
                continue;
            }
            boolean moreWork = status.totalWork().compareTo(chain.best().totalWork()) >= 0;
            Message.Status best = ahead == null ? null : ahead.status();
            if (moreWork && (best == null || status.totalWork().compareTo(best.totalWork()) > 0)) {
                ahead = peer;
            }
        }
        return ahead;
    }

    /** Asks for what comes next. */
    void proceed(long nowMillis, Effects fx) {
        sync.askBodies(nowMillis, fx);
        if (sync.isWorkedOff()) {
            Hash last = sync.lastQueued();
            if (last != null && chain.knows(last)) {
                sync.askHeaders(chain.locator(last), nowMillis, fx);
            } else {
                // Not all was taken: a block comes too early, or was refused. To ask again at once would go on for
                // ever.
                leave(nowMillis, fx);
            }
        }
    }

    void onTimeout(long nowMillis, Effects fx) {
        if (nowMillis >= lookAgainMillis) {
            lookAgainMillis = Long.MAX_VALUE;
            consider(nowMillis, fx);
        }
        if (nowMillis >= sync.deadlineMillis()) {
            NodeId slow = sync.peer();
            Peers.Peer peer = slow == null ? null : peers.find(slow);
            if (peer != null) {
                strike(peer, "no answer to requests for blocks", fx);
            }
            leave(nowMillis, fx);
        }
    }
}
