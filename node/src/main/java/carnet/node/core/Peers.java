package carnet.node.core;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connected peers: what each said of itself, what each is known to have. */
final class Peers {
    private final SortedMap<NodeId, Peer> connected = new TreeMap<>();

    /** What listed nodes used of what they may do, connected or not: or they would only have to come back. */
    private final SortedMap<NodeId, Allowances> allowances = new TreeMap<>();

    private final Hearsay<RecordContent, Boolean> holders = new Hearsay<>(CoreLimits.REMEMBERED_WORDS);

    private static final class Allowances {
        private final Allowance told = new Allowance(CoreLimits.TOLD_BURST, CoreLimits.TOLD_PER_MILLI);
        private final Allowance vain = new Allowance(CoreLimits.VAIN_BURST, CoreLimits.VAIN_PER_MILLI);
        private int strikes;
        private long struckAtMillis;
    }

    private record ClockSample(long offsetMillis, long takenAtMillis) {}

    /** One connected peer. */
    static final class Peer {
        private final NodeId id;
        private final Allowances allowances;
        private final Map<Hash, Boolean> knownIds = new BoundedMap<>(CoreLimits.REMEMBERED_HASHES);
        private Message.@Nullable Status status;
        private final Deque<ClockSample> clockSamples = new ArrayDeque<>();
        private long clockOffsetMillis;
        private long restsUntilMillis;

        private Peer(NodeId id, Allowances allowances) {
            this.id = id;
            this.allowances = allowances;
        }

        NodeId id() {
            return id;
        }

        Message.@Nullable Status status() {
            return status;
        }

        /**
         * Returns the peer's clock minus this node's. Each sample is too low by the time that the message travelled, so
         * the greatest of the last few is the nearest to the truth.
         */
        long clockOffsetMillis() {
            return clockOffsetMillis;
        }

        void onStatus(Message.Status message, long nowMillis) {
            status = message;
            restsUntilMillis = 0;
            clockSamples.removeIf(sample -> sample.takenAtMillis() < nowMillis - CoreLimits.CLOCK_SAMPLE_MILLIS);
            clockSamples.addLast(new ClockSample(message.clockMillis() - nowMillis, nowMillis));
            if (clockSamples.size() > CoreLimits.CLOCK_SAMPLES) {
                clockSamples.removeFirst();
            }
            clockOffsetMillis = clockSamples.stream()
                    .mapToLong(ClockSample::offsetMillis)
                    .max()
                    .orElse(0);
        }

        /** Forgets what the peer claimed: it gave all that it has, or what cannot be taken now. */
        void forgetStatus() {
            status = null;
        }

        /** Returns until when it is not asked for what it claims to have, unless it says anew where it stands. */
        long restsUntilMillis() {
            return restsUntilMillis;
        }

        /** Returns whether the peer was not known to have this until now. */
        boolean learns(Hash id) {
            return knownIds.put(id, true) == null;
        }

        /** It is not asked before. */
        void restUntil(long millis) {
            restsUntilMillis = millis;
        }

        /** It left a request unanswered and rests, each time for longer. Returns whether that is once too many. */
        boolean strike(long nowMillis) {
            boolean isForgiven = nowMillis - allowances.struckAtMillis >= CoreLimits.FORGIVEN_MILLIS;
            int strikes = isForgiven ? 1 : allowances.strikes + 1;
            allowances.strikes = strikes;
            allowances.struckAtMillis = nowMillis;
            long restMillis = CoreLimits.REQUEST_MILLIS << Math.min(strikes, CoreLimits.STRIKES);
            restUntil(nowMillis + Math.min(restMillis, CoreLimits.LONGEST_REQUEST_MILLIS));
            return strikes >= CoreLimits.STRIKES;
        }

        void answered() {
            allowances.strikes = 0;
        }

        /** Returns whether it left the last request unanswered. */
        boolean isOwing() {
            return allowances.strikes > 0;
        }

        /** Returns whether the peer may tell this node so many things more, and counts them. */
        boolean mayTell(int items, long nowMillis) {
            return allowances.told.take(items, nowMillis);
        }

        /** Returns whether the peer may send one more transaction in vain, and counts it with the chunks beside it. */
        boolean maySendInVain(Parcel parcel, long nowMillis) {
            return allowances.vain.take(1 + parcel.chunkBytes() / CoreLimits.VAIN_CHUNK_BYTES, nowMillis);
        }

        /** Returns whether the peer may send so much more of a block that it was not asked for, and counts it. */
        boolean maySendUnasked(int bytes, long nowMillis) {
            return allowances.vain.take(1 + bytes / CoreLimits.VAIN_CHUNK_BYTES, nowMillis);
        }
    }

    /** A node that was away may have lost what it held: it is asked again. */
    void up(NodeId id) {
        connected.put(id, new Peer(id, allowances.computeIfAbsent(id, key -> new Allowances())));
        holders.forgetAllOf(id);
    }

    void down(NodeId id) {
        connected.remove(id);
    }

    /** A node went away before it had sent what it promised: it is no better than one that left a request unanswered. */
    void leftOwing(NodeId id) {
        Allowances of = allowances.computeIfAbsent(id, key -> new Allowances());
        of.strikes = Math.max(1, of.strikes);
    }

    @Nullable
    Peer find(NodeId id) {
        return connected.get(id);
    }

    Collection<Peer> all() {
        return Collections.unmodifiableCollection(connected.values());
    }

    List<NodeId> ids() {
        return new ArrayList<>(connected.keySet());
    }

    /** A node holds a record in full; returns whether that was not known. */
    boolean holds(NodeId id, RecordContent record) {
        return holders.hear(id, record, true);
    }

    /** Returns whether a node is known to hold any record. */
    boolean holdsAny(NodeId id) {
        return !holders.told(id).isEmpty();
    }

    /** Returns the nodes known to hold a record in full; this node is not among them. */
    Set<NodeId> holders(RecordContent record) {
        return holders.tellers(record);
    }

    /**
     * Returns whether this node's clock agrees with its peers': the median is off by at most {@code toleranceMillis}.
     * Peers that said nothing yet do not count; with none, there is nothing to disagree with.
     */
    boolean clockAgrees(long toleranceMillis) {
        return Math.abs(medianOffsetMillis()) <= toleranceMillis;
    }

    /** Returns whether any connected peer said what time it has. */
    boolean isAnyClockKnown() {
        for (Peer peer : connected.values()) {
            if (!peer.clockSamples.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the median of all known clocks minus this node's clock, which is one of them: so of three nodes that are
     * left, one with a wrong clock stops itself and not the other two. Of two in the middle the one that is further off
     * counts.
     */
    long medianOffsetMillis() {
        List<Long> offsets = offsetsMillis();
        offsets.add(0L);
        Collections.sort(offsets);
        long lower = offsets.get((offsets.size() - 1) / 2);
        long upper = offsets.get(offsets.size() / 2);
        return Math.abs(lower) > Math.abs(upper) ? lower : upper;
    }

    private List<Long> offsetsMillis() {
        List<Long> offsets = new ArrayList<>();
        for (Peer peer : connected.values()) {
            if (!peer.clockSamples.isEmpty()) {
                offsets.add(peer.clockOffsetMillis());
            }
        }
        return offsets;
    }
}
