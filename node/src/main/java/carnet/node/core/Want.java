package carnet.node.core;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.sign.NodeId;
import carnet.storage.chain.WantedRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fetching of one record: a walk over its tree, depth first, that holds one path of inner nodes and never the list
 * of all leaves, so that memory does not grow with the file.
 */
final class Want {
    private final WantedRecord record;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Cid, Asked> underWay = new TreeMap<>();
    private final Map<NodeId, Long> unhelpfulUntil = new TreeMap<>();
    private @Nullable NodeId origin;
    private long retryAtMillis;
    private long pauseMillis;
    private long inVainSinceMillis = Long.MAX_VALUE;
    private boolean malformed;
    private boolean repair;

    /** A block to look at: {@code fileBytes} is what its parent says lies below it. */
    record Step(Cid cid, long fileBytes, boolean exact) {
        int maxBytes() {
            return cid.codec() == Cid.Codec.DAG_PB
                    ? DagNode.MAX_ENCODED_BYTES
                    : (int) Math.min(fileBytes, UnixFsProfile.MAX_BLOCK_BYTES);
        }
    }

    /** A block that a peer was asked for. */
    private record Asked(Step step, NodeId peer) {}

    Want(WantedRecord record, @Nullable NodeId origin, long firstPauseMillis) {
        this.record = record;
        this.origin = origin;
        this.pauseMillis = firstPauseMillis;
        steps.add(new Step(record.content().payloadCid(), 1L << record.sizeClass(), false));
        steps.add(new Step(record.content().keyBoxCid(), CoreLimits.KEY_BOX_BYTES, false));
    }

    /** One block that is lost; what lies below it is here, or lost by itself. */
    static Want repair(Cid block, long firstPauseMillis) {
        WantedRecord record = new WantedRecord(new RecordContent(block, block), PutRecord.MAX_SIZE_CLASS, 0);
        Want want = new Want(record, null, firstPauseMillis);
        want.steps.removeLast();
        want.repair = true;
        return want;
    }

    WantedRecord record() {
        return record;
    }

    boolean isComplete() {
        return !malformed && steps.isEmpty() && underWay.isEmpty();
    }

    boolean isMalformed() {
        return malformed;
    }

    boolean isAsking() {
        return !malformed && !steps.isEmpty();
    }

    @Nullable
    Step next() {
        return steps.peek();
    }

    long retryAtMillis() {
        return isAsking() ? retryAtMillis : Long.MAX_VALUE;
    }

    boolean isFetching(Cid cid) {
        return underWay.containsKey(cid);
    }

    int underWay() {
        return underWay.size();
    }

    /** Returns the bytes that a peer was asked for and did not send yet. */
    long bytesUnderWay(NodeId peer) {
        long bytes = 0;
        for (Asked asked : underWay.values()) {
            if (asked.peer().equals(peer)) {
                bytes += asked.step().maxBytes();
            }
        }
        return bytes;
    }

    void asked(NodeId peer) {
        Step step = steps.remove();
        underWay.put(step.cid(), new Asked(step, peer));
    }

    /** The next block is here: goes on to what lies below it. */
    void descend(Holdings holdings) {
        Step step = steps.remove();
        if (repair || step.cid().codec() == Cid.Codec.RAW) {
            return;
        }
        DagNode node = holdings.node(step.cid());
        if (node == null && !holdings.has(step.cid())) {
            steps.push(step);
            return;
        }
        if (node == null
                || (step.exact() ? node.fileBytes() != step.fileBytes() : node.fileBytes() > step.fileBytes())) {
            malformed = true;
            return;
        }
        List<DagLink> links = node.links();
        for (int i = links.size() - 1; i >= 0; i--) {
            steps.push(new Step(links.get(i).child(), links.get(i).fileBytes(), true));
        }
    }

    /** A block came: it is looked at again, now that it is here. */
    void arrived(Cid cid, NodeId from) {
        Asked asked = underWay.remove(cid);
        if (asked != null) {
            origin = from;
            pauseMillis = CoreLimits.RETRY_MILLIS;
            inVainSinceMillis = Long.MAX_VALUE;
            steps.push(asked.step());
        }
    }

    void failed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        Asked asked = underWay.remove(cid);
        if (asked == null) {
            return;
        }
        steps.push(asked.step());
        if (failure == FetchFailure.BUSY) {
            retryAtMillis = nowMillis + CoreLimits.BUSY_MILLIS;
        } else if (failure == FetchFailure.NOT_STORED) {
            retryAtMillis = nowMillis + CoreLimits.MAX_RETRY_MILLIS;
        } else {
            unhelpfulUntil.put(from, nowMillis + CoreLimits.UNHELPFUL_MILLIS);
        }
    }

    boolean isUnhelpful(NodeId peer, long nowMillis) {
        return unhelpfulUntil.getOrDefault(peer, 0L) > nowMillis;
    }

    @Nullable
    NodeId origin() {
        return origin;
    }

    /** Returns from when on another record may take this one's place, since nobody could be asked for a while. */
    long stuckAtMillis() {
        return underWay.isEmpty() && inVainSinceMillis != Long.MAX_VALUE
                ? inVainSinceMillis + CoreLimits.STUCK_MILLIS
                : Long.MAX_VALUE;
    }

    /** Nobody can be asked now. */
    void pause(long nowMillis) {
        inVainSinceMillis = Math.min(inVainSinceMillis, nowMillis);
        retryAtMillis = nowMillis + pauseMillis;
        pauseMillis = Math.min(2 * pauseMillis, CoreLimits.MAX_RETRY_MILLIS);
    }

    /** Somebody new may have it. */
    void wake() {
        retryAtMillis = 0;
    }
}
