package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what the chain and the pool name and this node does not hold (DESIGN section 6). The list of what is wanted is
 * on the disk; only a bounded part of it is worked on at once.
 */
final class Replication {
    private final ChainReader stored;
    private final Holdings holdings;
    private final Peers peers;
    private final RandomGenerator random;
    private final SortedMap<Cid, Want> active = new TreeMap<>();
    private boolean moreOnDisk = true;

    /** Set when a row may lie before the point up to which this pass over the disk has come. */
    private boolean anotherPass;

    private @Nullable Cid scannedTo;
    private long wokenForMillis = Long.MAX_VALUE;

    Replication(ChainReader stored, Holdings holdings, Peers peers, RandomGenerator random) {
        this.stored = stored;
        this.holdings = holdings;
        this.peers = peers;
        this.random = random;
    }

    /** A record was named; it stands in the batch as wanted. */
    void want(WantedRecord record, @Nullable NodeId origin) {
        if (active.size() < CoreLimits.ACTIVE_WANTS) {
            active.computeIfAbsent(record.payloadCid(), cid -> new Want(record, origin));
        } else {
            moreOnDisk = true;
            anotherPass = true;
        }
    }

    /** A block of a held record is lost. */
    void repair(Cid block) {
        if (active.size() < 2 * CoreLimits.ACTIVE_WANTS) {
            active.computeIfAbsent(block, Want::repair);
        }
    }

    void forget(Cid payload) {
        active.remove(payload);
    }

    void onStored(Cid cid, NodeId from) {
        for (Want want : active.values()) {
            want.arrived(cid, from);
        }
    }

    void onFailed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        for (Want want : active.values()) {
            want.failed(cid, from, failure, nowMillis);
        }
    }

    /** Somebody new may hold this record. */
    void wake(Cid payload) {
        Want want = active.get(payload);
        if (want != null) {
            want.wake();
        }
    }

    /** Somebody new is connected. */
    void wakeAll() {
        active.values().forEach(Want::wake);
    }

    int activeCount() {
        return active.size();
    }

    /** Returns when to look again without any event. */
    long wakeMillis() {
        return wokenForMillis;
    }

    /** Asks for what can be asked for now, and returns the records that are complete; the caller writes them as held. */
    List<WantedRecord> pump(long nowMillis, Effects fx) {
        refill();
        List<WantedRecord> complete = new ArrayList<>();
        int lookups = 0;
        int fetches = active.values().stream().mapToInt(Want::underWay).sum();
        wokenForMillis = Long.MAX_VALUE;
        Iterator<Want> wants = active.values().iterator();
        while (wants.hasNext()) {
            Want want = wants.next();
            Want.Step step = want.next();
            while (step != null && !want.isMalformed()) {
                if (lookups++ >= CoreLimits.LOOKUPS_PER_STEP) {
                    wokenForMillis = nowMillis;
                    break;
                }
                if (holdings.has(step.cid())) {
                    want.descend(holdings);
                } else if (want.isFetching(step.cid()) || fetches >= CoreLimits.FETCHES) {
                    break;
                } else if (ask(want, step, nowMillis, fx)) {
                    fetches++;
                } else {
                    if (want.retryAtMillis() > nowMillis) {
                        wokenForMillis = Math.min(wokenForMillis, want.retryAtMillis());
                    }
                    break;
                }
                step = want.next();
            }
            if (moreOnDisk && want.isStuck() && !want.isRepair()) {
                wants.remove();
                anotherPass = true;
            } else if (want.isMalformed()) {
                wants.remove();
                fx.publish(new Event.Warning("Record payload "
                        + want.record().payloadCid()
                        + " is no well-formed tree of the size that its transaction states; it is not kept."));
                fx.write().notWanted(want.record().payloadCid());
                fx.endDrain();
            } else if (want.isComplete()) {
                wants.remove();
                if (!want.isRepair()) {
                    complete.add(want.record());
                    fx.endDrain();
                }
            }
        }
        return complete;
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
        long underWay = active.values().stream()
                .mapToLong(other -> other.bytesUnderWay(peer))
                .sum();
        if (underWay + step.maxBytes() > CoreLimits.FETCH_BYTES_PER_PEER) {
            return false;
        }
        want.asked(peer);
        fx.fetch(peer, step.cid(), step.maxBytes());
        return true;
    }

    private @Nullable NodeId choose(Want want, long nowMillis) {
        NodeId chosen = pick(peers.holders(want.record().payloadCid()), want, nowMillis);
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

    private void refill() {
        int room = CoreLimits.ACTIVE_WANTS - active.size();
        if (!moreOnDisk || room <= 0) {
            return;
        }
        List<WantedRecord> page = stored.wantedAfter(scannedTo, CoreLimits.ACTIVE_WANTS);
        for (WantedRecord record : page) {
            if (active.size() < CoreLimits.ACTIVE_WANTS) {
                active.computeIfAbsent(record.payloadCid(), cid -> new Want(record, null));
                scannedTo = record.payloadCid();
            }
        }
        if (page.size() < CoreLimits.ACTIVE_WANTS) {
            scannedTo = null;
            moreOnDisk = anotherPass || active.size() >= CoreLimits.ACTIVE_WANTS;
            anotherPass = false;
        }
    }
}
