package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Catching up with one peer at a time: extended headers first, until they promise a better chain, then the bodies, oldest
 * first, a window at once. What the headers claim is checked by the chain; here is only what was asked and when.
 */
final class Sync {
    private @Nullable NodeId peer;
    private final Deque<Hash> wanted = new ArrayDeque<>();
    private final Set<Hash> asked = new TreeSet<>();
    private final Set<Hash> locator = new TreeSet<>();

    /** Who was asked for which block last and did not send it yet; an answer may come when another peer has its turn. */
    private final Map<Hash, NodeId> askedOf = new BoundedMap<>(CoreLimits.OWED_BLOCKS);

    private @Nullable BigInteger claimedWork;
    private @Nullable HeaderBranch ahead;
    private long knownHeight;
    private int turns;
    private long longestEndMillis;
    private long turnEndMillis;

    /** Whether a block came of those that were asked for last. */
    private boolean someCame;

    private boolean awaitsHeaders;

    /** Whether they follow the blocks that were fetched. */
    private boolean awaitsMore;

    /** How many blocks the last headers promised. */
    private int fetched;

    private @Nullable Hash lastQueued;
    private long deadlineMillis;

    /** Whether the answer was given more time, since this node itself looked for it late. */
    private boolean overslept;

    boolean isActive() {
        return peer != null;
    }

    boolean isWith(NodeId id) {
        return id.equals(peer);
    }

    @Nullable
    NodeId peer() {
        return peer;
    }

    long deadlineMillis() {
        return peer == null ? Long.MAX_VALUE : Math.min(deadlineMillis, turnEndMillis);
    }

    /**
     * Returns whether the answer should be here. When this node looks long after it should, it stood still itself, and the
     * answer may wait to be read: then it has as much time once more.
     */
    boolean isOverdue(long nowMillis) {
        if (nowMillis < deadlineMillis) {
            return false;
        }
        if (overslept || nowMillis - deadlineMillis <= CoreLimits.OVERSLEPT_MILLIS) {
            return true;
        }
        overslept = true;
        deadlineMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
        return false;
    }

    private void awaitAnswer(long nowMillis) {
        overslept = false;
        deadlineMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
    }

    /**
     * Begins.
     *
     * @param claim the work that the peer said its chain has, or null when it said nothing of it
     */
    void begin(NodeId with, @Nullable BigInteger claim, List<Hash> from, long nowMillis, Effects fx) {
        stop();
        peer = with;
        claimedWork = claim;
        turnEndMillis = nowMillis + CoreLimits.SYNC_TURN_MILLIS;
        longestEndMillis = nowMillis + CoreLimits.LONGEST_SYNC_TURN_MILLIS;
        askHeaders(from, nowMillis, fx);
    }

    void stop() {
        peer = null;
        wanted.clear();
        asked.clear();
        locator.clear();
        claimedWork = null;
        ahead = null;
        knownHeight = 0;
        turns = 0;
        awaitsHeaders = false;
        awaitsMore = false;
        fetched = 0;
        lastQueued = null;
    }

    /** Returns whether these answer what this peer was asked: the first follows a block that was named to it. */
    boolean isAnswer(NodeId from, List<ExtendedHeader> headers) {
        return awaitsHeaders
                && from.equals(peer)
                && (headers.isEmpty()
                        || locator.contains(headers.get(0).header().previousHash()));
    }

    /** Returns the work that the peer said its chain has, or null when it said nothing of it. */
    @Nullable
    BigInteger claimedWork() {
        return claimedWork;
    }

    /**
     * The peer showed blocks that are known here. Returns whether they are higher than those that it showed before. A look
     * ahead that ends in them earns no second long turn.
     */
    boolean isHigher(long height, long nowMillis) {
        if (ahead != null) {
            endLookingAhead(nowMillis);
            longestEndMillis = turnEndMillis;
        }
        boolean higher = height > knownHeight;
        knownHeight = height;
        return higher;
    }

    /** Returns whether another peer, if one claims more than is here, should have its turn, however fast this one is. */
    boolean isTurnOver(long nowMillis) {
        return nowMillis >= turnEndMillis;
    }

    /** Nobody else wants a turn now. */
    void prolong(long nowMillis) {
        turnEndMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
    }

    /** The peer turns to another branch than the one that it showed. Returns whether it may: chains are reorganized, rarely. */
    boolean mayTurn() {
        return turns++ < CoreLimits.SYNC_TURNS;
    }

    /** Returns the headers that the peer showed and whose bodies were not asked for, or null. */
    @Nullable
    HeaderBranch ahead() {
        return ahead;
    }

    /** Returns how many blocks are wanted whose headers were found good. */
    int expectedBlocks() {
        return wanted.size() + asked.size();
    }

    /** Returns whether many blocks were promised at once, and some of them are missing or what follows them is asked. */
    boolean isFarBehind() {
        return fetched > CoreLimits.FAR_BEHIND_BLOCKS && (awaitsMore || expectedBlocks() > 0);
    }

    /**
     * The peer does not send these now. Returns whether it refused all that was asked, so that asking it again is useless;
     * otherwise what is missing is asked for again: an answer is bounded in bytes.
     */
    boolean refused(List<Hash> hashes) {
        boolean any = false;
        for (int i = hashes.size() - 1; i >= 0; i--) {
            if (asked.remove(hashes.get(i))) {
                wanted.addFirst(hashes.get(i));
                any = true;
            }
        }
        return any && asked.isEmpty() && !someCame;
    }

    /** Asks for the headers after these, which promise nothing yet. Returns false when they are too many. */
    boolean lookOn(HeaderBranch shown, List<Hash> from, long nowMillis, Effects fx) {
        if (shown.size() >= CoreLimits.MOST_AHEAD_HEADERS) {
            return false;
        }
        ahead = shown;
        turnEndMillis = longestEndMillis;
        List<Hash> next = new ArrayList<>(List.of(shown.tip().hash()));
        next.addAll(from);
        askHeaders(next, nowMillis, fx);
        return true;
    }

    /** What was shown promises nothing, or is fetched now: from here on it goes fast. */
    private void endLookingAhead(long nowMillis) {
        if (ahead != null) {
            ahead = null;
            turnEndMillis = Math.min(nowMillis, longestEndMillis) + CoreLimits.SYNC_TURN_MILLIS;
        }
    }

    /** Queues the blocks of headers that were found good. */
    void fetch(HeaderBranch shown, long nowMillis, Effects fx) {
        awaitsHeaders = false;
        awaitsMore = false;
        endLookingAhead(nowMillis);
        fetched = shown.size();
        wanted.addAll(shown.hashes());
        lastQueued = shown.tip().hash();
        askBodies(nowMillis, fx);
    }

    /** Notes that a block is here, whoever sent it. Returns whether it was asked for. */
    boolean onBlock(Hash hash, long nowMillis) {
        boolean wasAsked = asked.remove(hash);
        someCame |= wasAsked;
        boolean wasWanted = wanted.remove(hash);
        if (wasAsked || wasWanted) {
            awaitAnswer(nowMillis);
        }
        return wasAsked || wasWanted;
    }

    /** A block of this peer's was taken. Returns whether the peer was asked for it, however late it comes. */
    boolean isOwedBy(NodeId from, Hash hash) {
        return askedOf.remove(hash, from);
    }

    /** Returns whether everything that was queued is here. */
    boolean isWorkedOff() {
        return peer != null && !awaitsHeaders && wanted.isEmpty() && asked.isEmpty();
    }

    /** Returns the last block that was queued, or null. */
    @Nullable
    Hash lastQueued() {
        return lastQueued;
    }

    /** Asks for the headers after the newest of these that the peer knows. */
    void askHeaders(List<Hash> from, long nowMillis, Effects fx) {
        if (peer != null) {
            locator.clear();
            locator.addAll(from);
            awaitsHeaders = true;
            awaitsMore = false;
            awaitAnswer(nowMillis);
            fx.send(peer, new Message.GetHeaders(from));
        }
    }

    /** Asks for the headers after the blocks that were fetched. */
    void askOn(List<Hash> from, long nowMillis, Effects fx) {
        askHeaders(from, nowMillis, fx);
        awaitsMore = true;
    }

    void askBodies(long nowMillis, Effects fx) {
        NodeId from = peer;
        if (from == null || !asked.isEmpty() || wanted.isEmpty()) {
            return;
        }
        someCame = false;
        List<Hash> hashes = new ArrayList<>();
        while (hashes.size() < CoreLimits.SYNC_WINDOW && !wanted.isEmpty()) {
            Hash hash = wanted.remove();
            hashes.add(hash);
            asked.add(hash);
            askedOf.put(hash, from);
        }
        awaitAnswer(nowMillis);
        fx.send(from, new Message.GetBlocks(hashes));
    }
}
