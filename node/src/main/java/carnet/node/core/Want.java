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
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fetching of one record: a walk over its tree, depth first, that never holds the list of all leaves, so that memory
 * does not grow with the file. Leaves that cannot be asked for yet are set aside, and the walk goes on within a bound. Also
 * the fetching of what no record names yet: a bounded number of leaves of uploads under way, one by one.
 */
final class Want {
    private final @Nullable WantedRecord record;
    private final Kind kind;
    private final Deque<Step> todo = new ArrayDeque<>();
    private final Map<Lane, Map<Cid, Step>> lanes = new EnumMap<>(Lane.class);
    private final Attempts attempts;
    private final TreeShape shape;
    private final Map<NodeId, Long> unhelpfulUntil = new TreeMap<>();
    private @Nullable NodeId origin;
    private @Nullable Receivers receivers;
    private @Nullable Cid innerNode;
    private long waitsSinceMillis;
    private long quietSinceMillis;
    private long reviewAtMillis;
    private boolean malformed;

    /** What is fetched. */
    private enum Kind {
        RECORD,
        REPAIR,
        UPLOAD
    }

    Want(WantedRecord record, @Nullable NodeId origin, Attempts attempts) {
        this(record, origin, attempts, Kind.RECORD);
        addFirst(record.content().keyBoxCid(), CoreLimits.KEY_BOX_BYTES);
        addFirst(record.content().payloadCid(), 1L << record.sizeClass());
    }

    private Want(@Nullable WantedRecord record, @Nullable NodeId origin, Attempts attempts, Kind kind) {
        this.record = record;
        this.origin = origin;
        this.attempts = attempts;
        this.kind = kind;
        this.shape = new TreeShape(record == null ? 0 : UnixFsProfile.mostLinks(1L << record.sizeClass()));
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LinkedHashMap<>());
        }
    }

    /** One block that is lost; what lies below it is here, or lost by itself. */
    static Want repair(Cid block, Attempts attempts) {
        Want want = new Want(null, null, attempts, Kind.REPAIR);
        want.addFirst(block, 1L << PutRecord.MAX_SIZE_CLASS);
        return want;
    }

    /** What callers put at a peer, for records to come. */
    static Want upload(NodeId source, long nowMillis) {
        return new Want(null, source, new Attempts(CoreLimits.RETRY_MILLIS, nowMillis), Kind.UPLOAD);
    }

    /**
     * A leaf was put at the source, whose word for its size is not taken; without room for it, it is fetched once a record
     * names it.
     */
    void add(Cid leaf) {
        if (stepsInMemory() < CoreLimits.LEAVES_AHEAD) {
            todo.add(new Step(leaf, CoreLimits.EARLY_LEAF_BYTES, Step.UNKNOWN, 0, Step.firstTurn(leaf)));
        }
    }

    /** Returns how many blocks are remembered that are to be looked at, asked for or waited for. */
    int stepsInMemory() {
        int steps = todo.size();
        for (Map<Cid, Step> lane : lanes.values()) {
            steps += lane.size();
        }
        return steps;
    }

    private void addFirst(Cid cid, long mostBytes) {
        todo.push(new Step(cid, mostBytes, Step.UNKNOWN, 0, Step.firstTurn(cid)));
    }

    /** Returns the record that names what is fetched, where one does. */
    WantedRecord record() {
        return Objects.requireNonNull(record, "no record names it");
    }

    /** Returns what is fetched, unless no record names it. */
    @Nullable
    RecordContent content() {
        return record == null ? null : record.content();
    }

    boolean isComplete() {
        return !malformed && todo.isEmpty() && lanes.values().stream().allMatch(Map::isEmpty);
    }

    boolean isMalformed() {
        return malformed;
    }

    /** Returns whether all of its blocks are asked of whoever has them. */
    boolean isRepair() {
        return kind == Kind.REPAIR;
    }

    /** Returns whether no record names its leaves yet; none may ever do. */
    boolean isUpload() {
        return kind == Kind.UPLOAD;
    }

    /** Returns the next block that was not looked at yet. */
    @Nullable
    Step next() {
        return malformed ? null : todo.peek();
    }

    /** Returns whether what lies below the next inner node is wanted soon. */
    boolean isReadyForMore() {
        return innerNode == null && count(Lane.OWN) <= CoreLimits.OWN_LEAVES_AHEAD;
    }

    /** The next block is not here. */
    void setAside(Lane lane, long nowMillis) {
        Step step = todo.remove();
        if (step.isInner()) {
            innerNode = step.cid();
        }
        if (lane == Lane.WAITING && count(Lane.WAITING) == 0) {
            waitsSinceMillis = nowMillis;
            quietSinceMillis = nowMillis;
            reviewAtMillis = nowMillis + CoreLimits.REVIEW_MILLIS;
        }
        lane(lane).put(step.cid(), step);
    }

    int count(Lane lane) {
        return lane(lane).size();
    }

    /** Returns what stands in a lane, oldest first; what is removed must be given to {@link #asked} or {@link #again}. */
    Iterator<Step> in(Lane lane) {
        return lane(lane).values().iterator();
    }

    /** A peer was asked for this block. */
    void asked(Step step) {
        lane(Lane.ASKED).put(step.cid(), step);
    }

    /** Nothing is known of where this block is: it is looked at anew. */
    void again(Step step) {
        if (step.cid().equals(innerNode)) {
            innerNode = null;
        }
        todo.push(step);
    }

    /** This leaf is asked for by this node after all. */
    void takeOver(Step step) {
        lane(Lane.OWN).put(step.cid(), step);
    }

    /** Somebody said to have a block; returns whether it is a leaf that nobody was asked for and nobody else said to have. */
    boolean offered(Cid cid) {
        Step step = lane(Lane.WAITING).remove(cid);
        if (step != null) {
            offered(step);
        }
        return step != null || lane(Lane.OWN).containsKey(cid);
    }

    /** The same for one that was taken out of its lane. */
    void offered(Step leaf) {
        lane(Lane.OFFERED).put(leaf.cid(), leaf);
    }

    /** One of the receivers holds all leaves. */
    void allOffered() {
        lane(Lane.OFFERED).putAll(lane(Lane.WAITING));
        lane(Lane.WAITING).clear();
    }

    /** The next block is here: goes on to what lies below it, or to a part of that when it is much. */
    void descend(Holdings holdings, long nowMillis) {
        attempts.moved(nowMillis);
        Step step = todo.remove();
        if (kind == Kind.REPAIR || !step.isInner()) {
            return;
        }
        DagNode node = holdings.node(step.cid());
        if (node == null && !holdings.has(step.cid())) {
            todo.push(step);
            return;
        }
        TreeShape.Verdict verdict =
                node != null && step.describes(node) ? shape.enter(step, node) : TreeShape.Verdict.REFUSE;
        malformed |= verdict == TreeShape.Verdict.REFUSE;
        if (node != null && verdict == TreeShape.Verdict.WALK) {
            pushChildren(step, node);
        }
    }

    private void pushChildren(Step step, DagNode node) {
        List<DagLink> links = node.links();
        int end = Math.min(links.size(), step.seen() + CoreLimits.STEPS_OF_ONE_NODE);
        if (end < links.size()) {
            todo.push(step.after(end));
        }
        long turn = Step.firstTurn(step.cid());
        for (int i = end - 1; i >= step.seen(); i--) {
            DagLink link = links.get(i);
            todo.push(new Step(link.child(), link.fileBytes(), link.cumulativeBytes(), step.depth() + 1, turn + i));
        }
    }

    /** Returns whether a block was asked for and is a leaf that others may wait for. */
    boolean isExpected(Cid cid) {
        Step step = lane(Lane.ASKED).get(cid);
        return step != null && step.isShared();
    }

    /** A block came: it is looked at again, now that it is here. */
    void arrived(Cid cid, NodeId from, long nowMillis) {
        for (Lane lane : Lane.values()) {
            Step step = lane(lane).remove(cid);
            if (step != null) {
                if (!step.isShared()) {
                    origin = from;
                }
                attempts.arrived(nowMillis);
                quietSinceMillis = nowMillis;
                again(step);
            }
        }
    }

    void failed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        Step step = lane(Lane.ASKED).remove(cid);
        if (step == null) {
            return;
        }
        if (isUpload() && failure != FetchFailure.BUSY) {
            return;
        }
        again(step);
        if (failure == FetchFailure.BUSY || failure == FetchFailure.NOT_STORED) {
            attempts.refused(failure, nowMillis);
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

    /** Returns among whom the leaves are dealt, null before the first one. */
    @Nullable
    Receivers receivers() {
        return receivers;
    }

    void dealAmong(Receivers nodes) {
        receivers = nodes;
    }

    boolean isReceiver(NodeId node) {
        return receivers != null && receivers.contains(node);
    }

    /** Returns since when some leaf is waited for. */
    long waitsSinceMillis() {
        return waitsSinceMillis;
    }

    /** Returns since when nothing has come while leaves are waited for. */
    long quietSinceMillis() {
        return quietSinceMillis;
    }

    /** Returns when it is to be seen whether others still bring the leaves that are waited for. */
    long reviewAtMillis() {
        return count(Lane.WAITING) == 0 ? Long.MAX_VALUE : reviewAtMillis;
    }

    void reviewAt(long millis) {
        reviewAtMillis = millis;
    }

    /** Returns when it is asked for. */
    Attempts attempts() {
        return attempts;
    }

    /** Returns from when on another record may take this one's place. */
    long givesWayAtMillis() {
        return attempts.givesWayAtMillis(count(Lane.ASKED) > 0);
    }

    private Map<Cid, Step> lane(Lane lane) {
        Map<Cid, Step> steps = lanes.get(lane);
        if (steps == null) {
            throw new IllegalStateException("no lane " + lane);
        }
        return steps;
    }
}
