package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Whom to ask for what. The leaves of a new record are dealt among the nodes that lack it: each asks a holder for its own
 * ones and gets the rest from the others, so that a holder sends little more than one copy. When all others hold a record,
 * all its leaves are this node's own, and all holders share the work.
 */
final class Swarm {
    private final NodeId self;
    private final Holdings holdings;
    private final Peers peers;
    private final Flights flights = new Flights();
    private final Whereabouts whereabouts = new Whereabouts();
    private final Progress progress = new Progress();
    private final Deals deals = new Deals();
    private final Givers givers;

    Swarm(NodeId self, Holdings holdings, Peers peers, RandomGenerator random) {
        this.self = self;
        this.holdings = holdings;
        this.peers = peers;
        this.givers = new Givers(peers, flights, whereabouts, progress, random);
    }

    void onPeerUp(NodeId peer, long nowMillis) {
        progress.up(peer, nowMillis);
    }

    void onPeerDown(NodeId peer) {
        progress.down(peer);
    }

    /** Returns whether that is news of a peer which sends what it says it has. */
    boolean onHave(NodeId from, Cid chunk, long nowMillis) {
        return whereabouts.heard(chunk, from) && isReliable(from, nowMillis);
    }

    /** What a peer said it has will be asked of it. */
    void onOffered(NodeId from, long nowMillis) {
        progress.announced(from, nowMillis);
    }

    boolean isReliable(NodeId peer, long nowMillis) {
        return !progress.isBroken(peer, nowMillis);
    }

    /** A node where a leaf was put says who is to fetch it first. */
    void onDealt(NodeId source, Cid leaf, NodeId receiver) {
        deals.heard(source, leaf, receiver);
    }

    /** A block is here, and not durable yet. */
    void onArrived(Cid cid, NodeId from, long nowMillis) {
        flights.received(cid, from, nowMillis);
    }

    /** A leaf can be served from now on: those who wait for it are told. */
    void onReceived(Want want, Cid leaf) {
        Set<NodeId> holders = givers.holders(want);
        Set<NodeId> informed = whereabouts.of(leaf);
        for (NodeId peer : peers.ids()) {
            boolean source = want.isUpload() && peer.equals(want.origin());
            if (!source && !holders.contains(peer) && !informed.contains(peer)) {
                whereabouts.tell(peer, leaf);
            }
        }
    }

    /** A chunk came unasked with the record that names it: it is stored, where it is not here or under way. */
    void take(Cid cid, byte[] bytes, NodeId from, Effects fx) {
        if (!flights.has(cid) && !holdings.has(cid) && flights.bring(cid, from, bytes.length)) {
            fx.take(from, cid, bytes);
        }
    }

    void onStored(Cid cid, NodeId from, long nowMillis) {
        flights.stored(cid);
        whereabouts.forget(cid);
        progress.delivered(from, nowMillis);
    }

    /** Returns whether a block is under way that was asked for before any record named it. */
    boolean isEarly(Cid cid) {
        return flights.earlyPeer(cid) != null;
    }

    /** Returns whether the block is under way no more. */
    boolean onFailed(Cid cid, NodeId from, FetchFailure failure, long nowMillis) {
        boolean refuted = failure == FetchFailure.NOT_FOUND && whereabouts.refute(cid, from);
        if (refuted || failure == FetchFailure.UNANSWERED) {
            progress.broke(from, nowMillis);
        }
        return flights.end(cid, from);
    }

    /** Returns the blocks that were asked of peers which have sent nothing for too long, with whom was asked. */
    Map<Cid, NodeId> stalled(long nowMillis) {
        return flights.stalled(nowMillis);
    }

    /** Returns when the next peer will have sent nothing for too long. */
    long stallMillis() {
        return flights.stallMillis();
    }

    /** Sends what is to be told. */
    void flush(Effects fx) {
        whereabouts.flush(fx);
    }

    /**
     * Looks on in a record's tree and asks for what can be asked for. Returns whether others come first in the next pass,
     * since it was looked at as much as one may be.
     */
    boolean proceed(Want want, Pass pass) {
        if (pass.nowMillis() >= want.reviewAtMillis()) {
            review(want, pass);
        }
        boolean hadItsTurn = look(want, pass);
        if (!want.isMalformed()) {
            ask(want, Lane.URGENT, pass);
            ask(want, Lane.OWN, pass);
            ask(want, Lane.OFFERED, pass);
        }
        pass.wakeAt(want.reviewAtMillis());
        return hadItsTurn;
    }

    /** Takes over leaves of nodes that do not bring them, and takes up what was offered by whoever sends again. */
    private void review(Want want, Pass pass) {
        want.reviewAt(pass.nowMillis() + CoreLimits.REVIEW_MILLIS);
        boolean stranded = pass.nowMillis() - want.quietSinceMillis() >= CoreLimits.STRANDED_MILLIS;
        boolean dealtAnew = stranded || givers.hasSource(want, pass.nowMillis());
        Receivers receivers = want.receivers();
        Predicate<NodeId> expected = expected(want, pass);
        for (Iterator<Step> leaves = want.in(Lane.WAITING); leaves.hasNext(); ) {
            Step leaf = leaves.next();
            if (!givers.offering(want, leaf.cid(), pass.nowMillis()).isEmpty()) {
                leaves.remove();
                want.offered(leaf);
            } else if (dealtAnew
                    && (stranded
                            || receivers == null
                            || ownerOf(want, leaf, receivers, expected).equals(self))) {
                leaves.remove();
                want.takeOver(leaf);
            }
        }
    }

    /** Returns whether it was looked at as much as one may be in a pass. */
    private boolean look(Want want, Pass pass) {
        int lookups = 0;
        for (Step step = want.next(); step != null; step = want.next()) {
            boolean waits = want.count(Lane.WAITING) + want.count(Lane.OFFERED) > 0;
            if (step.isInner() && (!want.isReadyForMore() || (waits && pass.isFarAhead()))) {
                return false;
            }
            if (isUnderWay(want, step.cid())) {
                want.setAside(Lane.ASKED, pass.nowMillis());
                continue;
            }
            if (lookups++ == CoreLimits.LOOKUPS_PER_RECORD || !pass.mayLookUp()) {
                pass.wakeAt(pass.nowMillis());
                return lookups > CoreLimits.LOOKUPS_PER_RECORD;
            }
            if (holdings.has(step.cid())) {
                want.descend(holdings, pass.nowMillis());
            } else {
                Lane lane = laneOf(want, step, pass);
                want.setAside(lane, pass.nowMillis());
                if (lane == Lane.WAITING || lane == Lane.OFFERED) {
                    pass.lookedAhead();
                }
            }
        }
        return false;
    }

    private Lane laneOf(Want want, Step step, Pass pass) {
        if (want.isRepair() || !step.isShared()) {
            return Lane.URGENT;
        }
        Receivers receivers = want.receivers();
        if (receivers == null) {
            Set<NodeId> sources = givers.sources(want);
            if (sources.isEmpty()) {
                return Lane.OWN;
            }
            receivers = receiversBut(sources);
            want.dealAmong(receivers);
        }
        if (ownerOf(want, step, receivers, expected(want, pass)).equals(self)) {
            return Lane.OWN;
        }
        return givers.offering(want, step.cid(), pass.nowMillis()).isEmpty() ? Lane.WAITING : Lane.OFFERED;
    }

    private NodeId ownerOf(Want want, Step leaf, Receivers among, Predicate<NodeId> expected) {
        for (NodeId source : givers.sources(want)) {
            NodeId receiver = deals.receiver(source, leaf.cid());
            if (receiver != null && among.contains(receiver) && expected.test(receiver)) {
                return receiver;
            }
        }
        return among.ownerOf(leaf.turn(), expected);
    }

    /** Returns whether a block need not be asked for: a record does not wait for just anybody who was asked before. */
    private boolean isUnderWay(Want want, Cid cid) {
        NodeId early = flights.earlyPeer(cid);
        if (early == null || want.isUpload()) {
            return flights.has(cid);
        }
        return givers.sources(want).contains(early) || whereabouts.of(cid).contains(early);
    }

    private Receivers receiversBut(Set<NodeId> sources) {
        Set<NodeId> nodes = new TreeSet<>(peers.ids());
        nodes.add(self);
        nodes.removeAll(sources);
        return new Receivers(List.copyOf(nodes));
    }

    private Predicate<NodeId> expected(Want want, Pass pass) {
        boolean chunksDue = givers.sources(want).stream().anyMatch(source -> flights.bytes(source) > 0);
        long sinceMillis = want.count(Lane.WAITING) == 0 ? pass.nowMillis() : want.waitsSinceMillis();
        return node -> node.equals(self) || progress.isExpected(node, sinceMillis, chunksDue, pass.nowMillis());
    }

    private void ask(Want want, Lane lane, Pass pass) {
        int busy = 0;
        int mostFetches = want.isUpload() ? CoreLimits.EARLY_FETCHES : CoreLimits.FETCHES;
        for (Iterator<Step> steps = want.in(lane); steps.hasNext() && flights.fetches() < mostFetches; ) {
            if (pass.nowMillis() < want.attempts().retryAtMillis()) {
                pass.wakeAt(want.attempts().retryAtMillis());
                return;
            }
            Step step = steps.next();
            if (isUnderWay(want, step.cid())) {
                steps.remove();
                want.asked(step);
                continue;
            }
            List<NodeId> having = lane == Lane.OFFERED
                    ? givers.offering(want, step.cid(), pass.nowMillis())
                    : givers.serving(want, step.cid(), pass.nowMillis());
            int mostBytes = lane == Lane.OFFERED ? CoreLimits.OFFERED_BYTES_PER_PEER : CoreLimits.FETCH_BYTES_PER_PEER;
            NodeId peer = givers.leastBusy(want, having, mostBytes - step.maxBytes(), pass.nowMillis());
            if (peer != null) {
                fetch(want, steps, step, peer, pass);
            } else if (!having.isEmpty()) {
                if (lane != Lane.OFFERED || ++busy == CoreLimits.BUSY_OFFERS) {
                    return;
                }
            } else if (lane == Lane.OFFERED) {
                steps.remove();
                want.again(step);
                pass.wakeAt(pass.nowMillis());
            } else {
                want.attempts().pause(pass.nowMillis());
            }
        }
    }

    private void fetch(Want want, Iterator<Step> steps, Step step, NodeId peer, Pass pass) {
        steps.remove();
        want.asked(step);
        flights.begin(step.cid(), peer, step.maxBytes(), want.isUpload(), pass.nowMillis());
        pass.fx().fetch(peer, step.cid(), step.maxBytes(), want.isUpload());
    }
}
