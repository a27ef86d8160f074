package carnet.node.core;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Transactions that peers named and this node lacks. Most of them are on their way already, whole, from the node that took
 * them: so each is asked for only when it did not come within a short time. Any of those who named it is asked, so that who
 * is quickest to name everything and sends nothing is asked for a part only, and another one when that one does not send
 * it.
 */
final class Announcements {
    private final RandomGenerator random;

    /** For each peer and each transaction that it named, when it may be asked for. */
    private final Hearsay<Hash, Long> named = new Hearsay<>(CoreLimits.REMEMBERED_WORDS);

    /** The same, of transactions that another peer was asked for. */
    private final Hearsay<Hash, Long> spare = new Hearsay<>(CoreLimits.REMEMBERED_WORDS);

    Announcements(RandomGenerator random) {
        this.random = random;
    }

    void add(Hash id, NodeId peer, long nowMillis) {
        named.hear(peer, id, nowMillis + CoreLimits.ON_ITS_WAY_MILLIS);
    }

    /** The transaction is here, or was refused for good. */
    void remove(Hash id) {
        named.forget(id);
        spare.forget(id);
    }

    /** A peer is gone: nothing can be asked of it. */
    void onPeerDown(NodeId peer) {
        named.forgetAllOf(peer);
        spare.forgetAllOf(peer);
    }

    /** Returns when {@link #ask} is wanted next. */
    long wakeMillis() {
        return Math.min(firstDueMillis(named), firstDueMillis(spare));
    }

    private static long firstDueMillis(Hearsay<Hash, Long> words) {
        long wakeMillis = Long.MAX_VALUE;
        for (NodeId peer : words.tellers()) {
            Iterator<Long> oldestFirst = words.told(peer).values().iterator();
            if (oldestFirst.hasNext()) {
                wakeMillis = Math.min(wakeMillis, oldestFirst.next());
            }
        }
        return wakeMillis;
    }

    /** Asks for what did not come by itself and is wanted still, each of one who named it and was not asked yet. */
    void ask(Predicate<Hash> wanted, long nowMillis, Effects fx) {
        Map<NodeId, List<Hash>> due = new TreeMap<>();
        for (Hash id : due(nowMillis)) {
            Set<NodeId> tellers = named.tellers(id);
            tellers.addAll(spare.tellers(id));
            remove(id);
            if (wanted.test(id)) {
                List<NodeId> choice = new ArrayList<>(tellers);
                NodeId asked = choice.remove(random.nextInt(choice.size()));
                choice.forEach(other -> spare.hear(other, id, nowMillis + CoreLimits.REQUEST_MILLIS));
                due.computeIfAbsent(asked, peer -> new ArrayList<>()).add(id);
            }
        }
        due.forEach((peer, ids) -> Gossip.inParts(peer, ids, Message.GetTransactions::new, fx));
    }

    private Set<Hash> due(long nowMillis) {
        Set<Hash> due = new LinkedHashSet<>();
        for (Hearsay<Hash, Long> words : List.of(named, spare)) {
            for (NodeId peer : words.tellers()) {
                for (Map.Entry<Hash, Long> oldestFirst : words.told(peer).entrySet()) {
                    if (oldestFirst.getValue() > nowMillis) {
                        break;
                    }
                    due.add(oldestFirst.getKey());
                }
            }
        }
        return due;
    }
}
