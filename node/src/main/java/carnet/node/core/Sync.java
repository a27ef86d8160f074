package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Catching up with one peer at a time: extended headers first, then the bodies, oldest first, a window at once. What
 * the headers claim is checked by the chain; here is only what was asked and when.
 */
final class Sync {
    private @Nullable NodeId peer;
    private final Deque<Hash> wanted = new ArrayDeque<>();
    private final Set<Hash> asked = new TreeSet<>();
    private boolean awaitsHeaders;
    private boolean moreHeaders;
    private @Nullable Hash lastQueued;
    private long deadlineMillis;

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
        return peer == null ? Long.MAX_VALUE : deadlineMillis;
    }

    void begin(NodeId with, List<Hash> locator, long nowMillis, Effects fx) {
        stop();
        peer = with;
        askHeaders(locator, nowMillis, fx);
    }

    void stop() {
        peer = null;
        wanted.clear();
        asked.clear();
        awaitsHeaders = false;
        moreHeaders = false;
        lastQueued = null;
    }

    /** Returns whether headers from this peer were asked for. */
    boolean expectsHeaders(NodeId from) {
        return awaitsHeaders && from.equals(peer);
    }

    /** Returns whether blocks are wanted whose headers were found good. */
    boolean isExpectingBlocks() {
        return expectedBlocks() > 0;
    }

    /** Returns how many. */
    int expectedBlocks() {
        return wanted.size() + asked.size();
    }

    /**
     * The peer does not send these now. Returns whether it sent nothing of what was asked, so that asking it again is
     * useless; otherwise what is missing is asked for again.
     */
    boolean refused(List<Hash> hashes) {
        boolean none = asked.size() == hashes.size() && asked.containsAll(hashes);
        for (int i = hashes.size() - 1; i >= 0; i--) {
            if (asked.remove(hashes.get(i))) {
                wanted.addFirst(hashes.get(i));
            }
        }
        return none;
    }

    /** Queues the blocks of headers that were found good; none ends the catching up. */
    void onHeaders(List<ExtendedHeader> unknown, boolean more, long nowMillis, Effects fx) {
        awaitsHeaders = false;
        moreHeaders = more;
        for (ExtendedHeader header : unknown) {
            wanted.add(header.hash());
            lastQueued = header.hash();
        }
        askBodies(nowMillis, fx);
    }

    /** Notes that a block is here, whoever sent it. Returns whether it was asked for. */
    boolean onBlock(Hash hash, long nowMillis) {
        boolean wasAsked = asked.remove(hash);
        boolean wasWanted = wanted.remove(hash);
        if (wasAsked || wasWanted) {
            deadlineMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
        }
        return wasAsked || wasWanted;
    }

    /** Returns whether everything that was queued is here. */
    boolean isWorkedOff() {
        return peer != null && !awaitsHeaders && wanted.isEmpty() && asked.isEmpty();
    }

    boolean hasMoreHeaders() {
        return moreHeaders;
    }

    /** Returns the last block that was queued, or null. */
    @Nullable
    Hash lastQueued() {
        return lastQueued;
    }

    void askHeaders(List<Hash> locator, long nowMillis, Effects fx) {
        NodeId from = peer;
        if (from != null) {
            awaitsHeaders = true;
            deadlineMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
            fx.send(from, new Message.GetHeaders(locator));
        }
    }

    void askBodies(long nowMillis, Effects fx) {
        NodeId from = peer;
        if (from == null || !asked.isEmpty() || wanted.isEmpty()) {
            return;
        }
        List<Hash> hashes = new ArrayList<>();
        while (hashes.size() < CoreLimits.SYNC_WINDOW && !wanted.isEmpty()) {
            Hash hash = wanted.remove();
            hashes.add(hash);
            asked.add(hash);
        }
        deadlineMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
        fx.send(from, new Message.GetBlocks(hashes));
    }
}
