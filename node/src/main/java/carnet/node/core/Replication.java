package carnet.node.core;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what the chain and the pool name and this node does not hold (DESIGN section 6). The list of what is wanted is
 * on the disk; only a bounded part of it is worked on at once.
 */
final class Replication {
    private final Holdings holdings;
    private final Peers peers;
    private final RandomGenerator random;
    private final SortedMap<RecordContent, Want> active = new TreeMap<>();
    private final SortedMap<Cid, Want> repairs = new TreeMap<>();
    private final Backlog<WantedRecord> wanted;
    private final Backlog<Cid> lost;
    private final Set<RecordContent> forgotten = new TreeSet<>();
    private long wokenForMillis = Long.MAX_VALUE;

    Replication(ChainReader stored, Holdings holdings, Peers peers, RandomGenerator random) {
        this.holdings = holdings;
        this.peers = peers;
        this.random = random;
        this.wanted = new Backlog<>(
                (previous, limit) -> stored.wantedAfter(previous == null ? null : previous.content(), limit));
        this.lost = new Backlog<>(holdings::lost);
    }

    /** A record was named; it stands in the batch as wanted. */
    void want(WantedRecord record, @Nullable NodeId origin) {
        if (!take(record, origin, CoreLimits.RETRY_MILLIS)) {
            wanted.again();
        }
    }

    /** A block was damaged; it stands on the list of lost blocks. */
    void repair() {
        lost.again();
    }

    /** A record is wanted no more; until the drain is committed its row stands on the list. */
    void forget(RecordContent record) {
        active.remove(record);
        forgotten.add(record);
    }

    void onStored(Cid cid, NodeId from) {
        all().forEach(want -> want.arrived(cid, from));
    }

    void onFailed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        all().forEach(want -> want.failed(cid, from, failure, nowMillis));
    }

    /** Somebody new may hold this record. */
    void wake(RecordContent record) {
        Want want = active.get(record);
        if (want != null) {
            want.wake();
        }
    }

    /** Somebody new is connected. */
    void wakeAll() {
        all().forEach(Want::wake);
        wanted.again();
        lost.again();
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
        readLists(nowMillis);
        wokenForMillis = Long.MAX_VALUE;
        Budget budget = new Budget(all().mapToInt(Want::underWay).sum());
        List<WantedRecord> complete = new ArrayList<>();
        for (Iterator<Want> wants = repairs.values().iterator(); wants.hasNext(); ) {
            Want want = wants.next();
            proceed(want, budget, nowMillis, fx);
            if (givesWay(want, lost, nowMillis)) {
                wants.remove();
            } else if (want.isComplete()) {
                wants.remove();
            }
        }
        for (Iterator<Want> wants = active.values().iterator(); wants.hasNext(); ) {
            Want want = wants.next();
            proceed(want, budget, nowMillis, fx);
            if (givesWay(want, wanted, nowMillis)) {
                wants.remove();
            } else if (want.isMalformed()) {
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
            }
        }
        wokenForMillis = Math.min(wokenForMillis, Math.min(wanted.wakeMillis(), lost.wakeMillis()));
        return complete;
    }

    private void readLists(long nowMillis) {
        wanted.proceed(nowMillis);
        lost.proceed(nowMillis);
        if (active.size() < CoreLimits.ACTIVE_WANTS) {
            wanted.read(
                    nowMillis,
                    record -> forgotten.contains(record.content()) || take(record, null, wanted.firstPauseMillis()));
        }
        if (repairs.size() < CoreLimits.ACTIVE_REPAIRS) {
            lost.read(nowMillis, this::takeRepair);
        }
        forgotten.clear();
    }

    /** Returns whether nobody gives this one while others wait; then its turn comes again later. */
    private boolean givesWay(Want want, Backlog<?> backlog, long nowMillis) {
        if (!backlog.isWaiting()) {
            return false;
        }
        wokenForMillis = Math.min(wokenForMillis, Math.max(nowMillis, want.stuckAtMillis()));
        if (want.stuckAtMillis() > nowMillis) {
            return false;
        }
        backlog.later();
        return true;
    }

    /** What one step may still do. */
    private static final class Budget {
        private int lookups = CoreLimits.LOOKUPS_PER_STEP;
        private int fetches;

        Budget(int underWay) {
            fetches = CoreLimits.FETCHES - underWay;
        }
    }

    private void proceed(Want want, Budget budget, long nowMillis, Effects fx) {
        Want.Step step = want.next();
        while (step != null && !want.isMalformed()) {
            if (budget.lookups-- <= 0) {
                wokenForMillis = nowMillis;
                return;
            }
            if (holdings.has(step.cid())) {
                want.descend(holdings);
            } else if (budget.fetches <= 0 || isFetching(step.cid())) {
                return;
            } else if (ask(want, step, nowMillis, fx)) {
                budget.fetches--;
            } else {
                if (want.retryAtMillis() > nowMillis) {
                    wokenForMillis = Math.min(wokenForMillis, want.retryAtMillis());
                }
                return;
            }
            step = want.next();
        }
    }

    /** Returns whether a block is under way, for whichever of the records that share it. */
    private boolean isFetching(Cid cid) {
        return all().anyMatch(want -> want.isFetching(cid));
    }

    private Stream<Want> all() {
        return Stream.concat(repairs.values().stream(), active.values().stream());
    }

    private boolean take(WantedRecord record, @Nullable NodeId origin, long firstPauseMillis) {
        if (active.size() >= CoreLimits.ACTIVE_WANTS) {
            return false;
        }
        active.computeIfAbsent(record.content(), content -> new Want(record, origin, firstPauseMillis));
        return true;
    }

    private boolean takeRepair(Cid block) {
        if (repairs.size() >= CoreLimits.ACTIVE_REPAIRS) {
            return false;
        }
        repairs.computeIfAbsent(block, cid -> Want.repair(cid, lost.firstPauseMillis()));
        return true;
    }

    private boolean ask(Want want, Want.Step step, long nowMillis, Effects fx) {
        if (nowMillis < want.retryAtMillis()) {
            return false;
        }
        NodeId peer = choose(want, nowMillis);
        if (peer == null) {
            want.pause(nowMillis);
            return false;
        }
        long underWay = all().mapToLong(other -> other.bytesUnderWay(peer)).sum();
        if (underWay + step.maxBytes() > CoreLimits.FETCH_BYTES_PER_PEER) {
            return false;
        }
        want.asked(peer);
        fx.fetch(peer, step.cid(), step.maxBytes());
        return true;
    }

    private @Nullable NodeId choose(Want want, long nowMillis) {
        NodeId chosen = pick(peers.holders(want.record().content()), want, nowMillis);
        if (chosen != null) {
            return chosen;
        }
        NodeId origin = want.origin();
        if (origin != null && peers.find(origin) != null && !want.isUnhelpful(origin, nowMillis)) {
            return origin;
        }
        return pick(peers.ids(), want, nowMillis);
    }

    private @Nullable NodeId pick(Collection<NodeId> candidates, Want want, long nowMillis) {
        List<NodeId> helpful = new ArrayList<>();
        for (NodeId candidate : candidates) {
            if (peers.find(candidate) != null && !want.isUnhelpful(candidate, nowMillis)) {
                helpful.add(candidate);
            }
        }
        return helpful.isEmpty() ? null : helpful.get(random.nextInt(helpful.size()));
    }
}
