package carnet.node.core;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what the chain and the pool name and this node does not hold. The list of what is wanted is on the disk; only a
 * bounded part of it is worked on at once, in the order in which it became known where that order is remembered; one that
 * takes many lookups lets the others go first.
 */
final class Replication {
    private final Peers peers;
    private final Swarm swarm;
    private final Dealing dealing;
    private final Map<RecordContent, Want> active = new LinkedHashMap<>();
    private final SortedMap<Cid, Want> repairs = new TreeMap<>();

    /** For each peer what its callers put there and no record names yet. */
    private final SortedMap<NodeId, Want> uploads = new TreeMap<>();

    private final Map<RecordContent, Named> named = new LinkedHashMap<>();
    private final Backlog<WantedRecord> wanted;
    private final Backlog<Cid> lost;
    private final Set<RecordContent> forgotten = new TreeSet<>();
    private final Set<RecordContent> nobodyKnown = new TreeSet<>();
    private long wokenForMillis = Long.MAX_VALUE;

    /** Until then no more is fetched of uploads: there was no room for them. */
    private long uploadsFromMillis;

    /** A record that waits for room. */
    private record Named(WantedRecord record, @Nullable NodeId origin) {}

    Replication(NodeId self, ChainReader stored, Holdings holdings, Peers peers, RandomGenerator random) {
        this.peers = peers;
        this.swarm = new Swarm(self, holdings, peers, random);
        this.dealing = new Dealing(peers);
        this.wanted = new Backlog<>(
                (previous, limit) -> stored.wantedAfter(previous == null ? null : previous.content(), limit));
        this.lost = new Backlog<>(holdings::lost);
    }

    /** A record was named; it stands in the batch as wanted. */
    void want(WantedRecord record, @Nullable NodeId origin, long nowMillis) {
        if (active.containsKey(record.content()) || named.containsKey(record.content())) {
            return;
        }
        if (named.isEmpty() && take(record, origin, new Attempts(CoreLimits.RETRY_MILLIS, nowMillis))) {
            return;
        }
        if (named.size() < CoreLimits.WAITING_WANTS) {
            named.put(record.content(), new Named(record, origin));
        } else {
            wanted.again();
        }
    }

    /** A chunk came with its record; without bytes it did not. */
    void take(Cid cid, byte[] bytes, NodeId from, Effects fx) {
        if (bytes.length > 0) {
            swarm.take(cid, bytes, from, fx);
        }
    }

    /** A block was damaged; it stands on the list of lost blocks. */
    void repair() {
        lost.again();
    }

    /** A record is wanted no more; until the drain is committed its row stands on the list. */
    void forget(RecordContent record) {
        active.remove(record);
        named.remove(record);
        forgotten.add(record);
    }

    /** A block came and can be served, but is not durable yet. */
    void onReceived(NodeId from, Cid cid, long nowMillis) {
        swarm.onArrived(cid, from, nowMillis);
        fetched().filter(want -> want.isExpected(cid)).findFirst().ifPresent(want -> swarm.onReceived(want, cid));
    }

    /** A caller put a chunk here. */
    void onPut(Cid chunk, int sizeBytes, long nowMillis) {
        dealing.onPut(chunk, sizeBytes, nowMillis);
    }

    /** A caller submitted a record of this size, whose chunks are here. */
    void onNamed(SizeClass size) {
        dealing.onNamed(size);
    }

    /** Callers put chunks at a peer. */
    void onUploaded(NodeId source, Message.Uploaded message, long nowMillis) {
        if (nowMillis < uploadsFromMillis) {
            return;
        }
        Want want = uploads.computeIfAbsent(source, key -> Want.upload(key, nowMillis));
        for (DealtChunk chunk : message.chunks()) {
            if (Dealing.isDealt(chunk.cid(), chunk.sizeBytes())) {
                swarm.onDealt(source, chunk.cid(), chunk.receiver());
                want.add(chunk.cid());
            }
        }
    }

    void onStored(Cid cid, NodeId from, long nowMillis) {
        swarm.onStored(cid, from, nowMillis);
        all().forEach(want -> want.arrived(cid, from, nowMillis));
    }

    void onFailed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        boolean early = swarm.isEarly(cid);
        if (!swarm.onFailed(cid, from, failure, nowMillis)) {
            return;
        }
        if (early && failure == FetchFailure.NOT_STORED) {
            uploads.clear();
            uploadsFromMillis = nowMillis + CoreLimits.MAX_RETRY_MILLIS;
            fetched().forEach(want -> want.failed(cid, from, FetchFailure.BUSY, nowMillis));
        } else {
            all().forEach(want -> want.failed(cid, from, failure, nowMillis));
        }
    }

    /** A peer says what it has of records that are still on their way. */
    void onHave(NodeId from, Message.Have message, long nowMillis) {
        for (Cid chunk : message.chunks()) {
            if (swarm.onHave(from, chunk, nowMillis) && offer(chunk)) {
                swarm.onOffered(from, nowMillis);
            }
        }
    }

    /** Returns whether anything that is fetched gains by a peer's having a chunk. */
    private boolean offer(Cid chunk) {
        boolean gains = false;
        for (Want want : fetched().toList()) {
            gains |= want.offered(chunk);
        }
        return gains;
    }

    /** Somebody new holds this record. */
    void onHolder(NodeId holder, RecordContent record, long nowMillis) {
        Want want = active.get(record);
        if (want != null && swarm.isReliable(holder, nowMillis)) {
            want.attempts().wake();
            if (want.isReceiver(holder)) {
                want.allOffered();
            }
        }
    }

    /** Somebody new is connected. */
    void onPeerUp(NodeId peer, long nowMillis) {
        swarm.onPeerUp(peer, nowMillis);
        all().forEach(want -> want.attempts().wake());
        wanted.again();
        lost.again();
    }

    void onPeerDown(NodeId peer, long nowMillis) {
        swarm.onPeerDown(peer);
        uploads.remove(peer);
        all().forEach(want -> want.reviewAt(nowMillis));
    }

    /** Returns how many records are being fetched. */
    int activeCount() {
        return active.size();
    }

    /** Returns when to look again without any event. */
    long wakeMillis() {
        return wokenForMillis;
    }

    /** Asks for what can be asked for now, and returns the records that are complete; the caller writes them as held. */
    List<WantedRecord> pump(long nowMillis, Effects fx) {
        swarm.stalled(nowMillis).forEach((cid, peer) -> onFailed(cid, peer, FetchFailure.UNANSWERED, nowMillis));
        readLists(nowMillis);
        askWhoHolds(fx);
        Pass pass = new Pass(nowMillis, fx, leavesAhead());
        for (Iterator<Want> wants = repairs.values().iterator(); wants.hasNext(); ) {
            Want want = wants.next();
            swarm.proceed(want, pass);
            if (want.isComplete() || givesWay(want, lost, lost.isWaiting(), pass)) {
                wants.remove();
            }
        }
        List<WantedRecord> complete = new ArrayList<>();
        List<Want> last = new ArrayList<>();
        for (Iterator<Want> wants = active.values().iterator(); wants.hasNext(); ) {
            Want want = wants.next();
            boolean hadItsTurn = swarm.proceed(want, pass);
            if (want.isMalformed()) {
                wants.remove();
                fx.publish(new Event.Warning("Record payload "
                        + want.record().content().payloadCid()
                        + " is no well-formed tree of the size that its transaction states; it is not kept."));
                fx.write().notWanted(want.record().content());
                fx.endDrain();
            } else if (want.isComplete()) {
                wants.remove();
                complete.add(want.record());
                fx.endDrain();
            } else if (givesWay(want, wanted, wanted.isWaiting() || !named.isEmpty(), pass)) {
                wants.remove();
            } else if (hadItsTurn) {
                wants.remove();
                last.add(want);
            }
        }
        last.forEach(want -> active.put(want.record().content(), want));
        uploads.values().forEach(want -> swarm.proceed(want, pass));
        uploads.values().removeIf(Want::isComplete);
        swarm.flush(fx);
        dealing.flush(fx);
        wokenForMillis = Math.min(pass.wakeMillis(), Math.min(wanted.wakeMillis(), lost.wakeMillis()));
        wokenForMillis = Math.min(wokenForMillis, swarm.stallMillis());
        return complete;
    }

    private void readLists(long nowMillis) {
        wanted.proceed(nowMillis);
        lost.proceed(nowMillis);
        for (Iterator<Named> waiting = named.values().iterator(); waiting.hasNext(); ) {
            Named next = waiting.next();
            if (!take(next.record(), next.origin(), new Attempts(CoreLimits.RETRY_MILLIS, nowMillis))) {
                break;
            }
            waiting.remove();
        }
        if (active.size() < CoreLimits.ACTIVE_WANTS) {
            wanted.read(
                    nowMillis,
                    record -> forgotten.contains(record.content())
                            || take(record, null, new Attempts(wanted.firstPauseMillis(), nowMillis)));
        }
        if (repairs.size() < CoreLimits.ACTIVE_REPAIRS) {
            lost.read(nowMillis, block -> takeRepair(block, new Attempts(lost.firstPauseMillis(), nowMillis)));
        }
        forgotten.clear();
    }

    /** Who holds a record that came with a block or from the disk is not known: it is asked, for all of them together. */
    private void askWhoHolds(Effects fx) {
        nobodyKnown.removeIf(record -> !peers.holders(record).isEmpty());
        if (!nobodyKnown.isEmpty()) {
            peers.ids().forEach(peer -> fx.send(peer, new Message.WhoHolds(List.copyOf(nobodyKnown))));
            nobodyKnown.clear();
        }
    }

    private int leavesAhead() {
        int leaves = 0;
        for (Want want : active.values()) {
            leaves += want.count(Lane.WAITING) + want.count(Lane.OFFERED);
        }
        return leaves;
    }

    /** Returns whether nobody gives this one while others wait; then its turn comes again later. */
    private static boolean givesWay(Want want, Backlog<?> backlog, boolean othersWait, Pass pass) {
        if (!othersWait) {
            return false;
        }
        long untilMillis = want.givesWayAtMillis();
        if (untilMillis > pass.nowMillis()) {
            pass.wakeAt(untilMillis);
            return false;
        }
        backlog.later(pass.nowMillis());
        return true;
    }

    private Stream<Want> all() {
        return Stream.concat(repairs.values().stream(), fetched());
    }

    private Stream<Want> fetched() {
        return Stream.concat(active.values().stream(), uploads.values().stream());
    }

    private boolean take(WantedRecord record, @Nullable NodeId origin, Attempts attempts) {
        if (active.size() >= CoreLimits.ACTIVE_WANTS) {
            return false;
        }
        if (active.putIfAbsent(record.content(), new Want(record, origin, attempts)) == null && origin == null) {
            nobodyKnown.add(record.content());
        }
        return true;
    }

    private boolean takeRepair(Cid block, Attempts attempts) {
        if (repairs.size() >= CoreLimits.ACTIVE_REPAIRS) {
            return false;
        }
        repairs.computeIfAbsent(block, cid -> Want.repair(cid, attempts));
        return true;
    }
}
