package carnet.node.core;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Transactions that peers named and this node lacks. Most of them are on their way already, whole, from the node that took
 * them: so each is asked for only when it did not come within a short time.
 */
final class Announcements {
    /** For each peer and each transaction that it named, when it is asked for. */
    private final Hearsay<Hash, Long> dueMillis = new Hearsay<>(CoreLimits.REMEMBERED_WORDS);

    private record Ask(NodeId peer, long dueMillis) {
        Ask orEarlier(Ask other) {
            return other.dueMillis < dueMillis ? other : this;
        }
    }

    void add(Hash id, NodeId peer, long nowMillis) {
        dueMillis.hear(peer, id, nowMillis + CoreLimits.ON_ITS_WAY_MILLIS);
    }

    /** The transaction is here, or was refused for good. */
    void remove(Hash id) {
        dueMillis.forget(id);
    }

    /** Returns when {@link #ask} is wanted next. */
    long wakeMillis() {
        long wakeMillis = Long.MAX_VALUE;
        for (NodeId peer : dueMillis.tellers()) {
            Iterator<Long> oldestFirst = dueMillis.told(peer).values().iterator();
            if (oldestFirst.hasNext()) {
                wakeMillis = Math.min(wakeMillis, oldestFirst.next());
            }
        }
        return wakeMillis;
    }

    /** Asks for what did not come by itself, each of who named it first. */
    void ask(long nowMillis, Effects fx) {
        Map<NodeId, List<Hash>> due = new TreeMap<>();
        due(nowMillis).forEach((id, ask) -> {
            dueMillis.forget(id);
            due.computeIfAbsent(ask.peer(), peer -> new ArrayList<>()).add(id);
        });
        due.forEach((peer, ids) -> Gossip.inParts(peer, ids, Message.GetTransactions::new, fx));
    }

    private Map<Hash, Ask> due(long nowMillis) {
        Map<Hash, Ask> due = new LinkedHashMap<>();
        for (NodeId peer : dueMillis.tellers()) {
            for (Map.Entry<Hash, Long> oldestFirst : dueMillis.told(peer).entrySet()) {
                Ask ask = new Ask(peer, oldestFirst.getValue());
                if (ask.dueMillis() > nowMillis) {
                    break;
                }
                due.merge(oldestFirst.getKey(), ask, Ask::orEarlier);
            }
        }
        return due;
    }
}
