package carnet.node.core;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that peers named and this node lacks. Most of them are on their way already, whole, from the node that took
 * them: so each is asked for only when it did not come within a short time. Any of those who named it is asked, so that who
 * is quickest to name everything and sends nothing is asked for a part only, and another one when that one does not send
 * it. Each is given twice the time of the one before: a node that is slow to work off an answer does not ask all peers for
 * the same.
 */
final class Announcements {
    private final RandomGenerator random;

    /** Who named what, and whether it was asked for that. */
    private final Hearsay<Hash, Boolean> named = new Hearsay<>(CoreLimits.REMEMBERED_WORDS, this::dropped);

    /** When each that somebody named is to be asked for next, however often it is named meanwhile. */
    private final Map<Hash, Turn> turns = new LinkedHashMap<>();

    /** The same by time. */
    private final TreeMap<Long, Set<Hash>> due = new TreeMap<>();

    /** When somebody is asked, and how long it has for its answer. */
    private record Turn(long dueMillis, long pauseMillis) {}

    Announcements(RandomGenerator random) {
        this.random = random;
    }

    void add(Hash id, NodeId peer, long nowMillis) {
        named.hear(peer, id, false);
        if (!turns.containsKey(id)) {
            plan(id, new Turn(nowMillis + CoreLimits.ON_ITS_WAY_MILLIS, CoreLimits.REQUEST_MILLIS));
        }
    }

    /** The transaction is here, or was refused for good. */
    void remove(Hash id) {
        if (turns.containsKey(id)) {
            named.forget(id);
            cancel(id);
        }
    }

    /** A peer is gone: nothing can be asked of it. */
    void onPeerDown(NodeId peer) {
        List<Hash> ids = List.copyOf(named.told(peer).keySet());
        named.forgetAllOf(peer);
        ids.forEach(this::dropped);
    }

    /** Returns when {@link #ask} is wanted next. */
    long wakeMillis() {
        return due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
    }

    /** Asks for what did not come by itself, each of one who named it and was not asked yet. */
    void ask(long nowMillis, Effects fx) {
        Map<NodeId, List<Hash>> asked = new TreeMap<>();
        while (wakeMillis() <= nowMillis) {
            Hash id = due.firstEntry().getValue().iterator().next();
            Turn turn = cancel(id);
            List<NodeId> choice = new ArrayList<>(named.tellers(id));
            choice.removeIf(peer -> Boolean.TRUE.equals(named.word(peer, id)));
            if (turn == null || choice.isEmpty()) {
                named.forget(id);
                continue;
            }
            NodeId peer = choice.get(random.nextInt(choice.size()));
            named.forget(peer, id);
            named.hear(peer, id, true);
            long nextPauseMillis = Math.min(2 * turn.pauseMillis(), CoreLimits.LONGEST_REQUEST_MILLIS);
            plan(id, new Turn(nowMillis + turn.pauseMillis(), nextPauseMillis));
            asked.computeIfAbsent(peer, key -> new ArrayList<>()).add(id);
        }
        asked.forEach((peer, ids) -> Gossip.inParts(peer, ids, Message.GetTransactions::new, fx));
    }

    private void dropped(Hash id) {
        if (named.tellers(id).isEmpty()) {
            cancel(id);
        }
    }

    private void plan(Hash id, Turn turn) {
        turns.put(id, turn);
        due.computeIfAbsent(turn.dueMillis(), key -> new LinkedHashSet<>()).add(id);
    }

    private @Nullable Turn cancel(Hash id) {
        Turn turn = turns.remove(id);
        if (turn != null) {
            due.computeIfPresent(turn.dueMillis(), (key, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids);
        }
        return turn;
    }
}
