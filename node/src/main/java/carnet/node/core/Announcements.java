package carnet.node.core;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Transactions that peers named and this node lacks. Most of them are on their way already, whole, from the node that took
 * them: so each is asked for only when it did not come within a short time.
 */
final class Announcements {
    private final Map<Hash, Ask> asks = new BoundedMap<>(CoreLimits.AWAITED_TRANSACTIONS);

    private record Ask(NodeId peer, long dueMillis) {}

    void add(Hash id, NodeId peer, long nowMillis) {
        asks.putIfAbsent(id, new Ask(peer, nowMillis + CoreLimits.ON_ITS_WAY_MILLIS));
    }

    /** The transaction is here, or was refused for good. */
    void remove(Hash id) {
        asks.remove(id);
    }

    /** Returns when {@link #ask} is wanted next. */
    long wakeMillis() {
        Iterator<Ask> oldestFirst = asks.values().iterator();
        return oldestFirst.hasNext() ? oldestFirst.next().dueMillis() : Long.MAX_VALUE;
    }

    /** Asks for what did not come by itself. */
    void ask(long nowMillis, Effects fx) {
        Map<NodeId, List<Hash>> due = new TreeMap<>();
        Iterator<Map.Entry<Hash, Ask>> oldestFirst = asks.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Hash, Ask> next = oldestFirst.next();
            if (next.getValue().dueMillis() > nowMillis) {
                break;
            }
            due.computeIfAbsent(next.getValue().peer(), peer -> new ArrayList<>())
                    .add(next.getKey());
            oldestFirst.remove();
        }
        due.forEach((peer, ids) -> Gossip.inParts(peer, ids, Message.GetTransactions::new, fx));
    }
}
