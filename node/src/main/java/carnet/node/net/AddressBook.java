package carnet.node.net;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where listed nodes listen. What a node says of itself in its HELLO comes first and cannot be displaced by what others
 * say of it; only the former is told on, so a lie goes no further than one hop. Thread-safe.
 */
final class AddressBook {
    private final Map<NodeId, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        private @Nullable PublicKey key;
        private @Nullable PeerAddress claimed;
        private final Deque<PeerAddress> heard = new ArrayDeque<>();
    }

    /** The node itself says so; true when that is news. */
    synchronized boolean claimed(NodeId id, PublicKey key, PeerAddress address) {
        Entry entry = entries.get(id);
        if (entry == null) {
            if (!room(true)) {
                return false;
            }
            entry = new Entry();
            entries.put(id, entry);
        }
        boolean news = !address.equals(entry.claimed);
        entry.key = key;
        entry.claimed = address;
        entry.heard.remove(address);
        return news;
    }

    /** Somebody else, or this node's own configuration, says so; true when that is news. */
    synchronized boolean heard(NodeId id, @Nullable PublicKey key, PeerAddress address) {
        Entry entry = entries.get(id);
        if (entry == null) {
            if (!room(false)) {
                return false;
            }
            entry = new Entry();
            entries.put(id, entry);
        }
        if (entry.key == null) {
            entry.key = key;
        }
        if (address.equals(entry.claimed) || entry.heard.contains(address)) {
            return false;
        }
        entry.heard.addFirst(address);
        if (entry.heard.size() > NetLimits.HEARD_ADDRESSES_PER_NODE_MAX) {
            entry.heard.removeLast();
        }
        return true;
    }

    /** Returns the addresses to try for {@code id}, best first. */
    synchronized List<PeerAddress> candidates(NodeId id) {
        Entry entry = entries.get(id);
        List<PeerAddress> candidates = new ArrayList<>();
        if (entry != null) {
            if (entry.claimed != null) {
                candidates.add(entry.claimed);
            }
            candidates.addAll(entry.heard);
        }
        return candidates;
    }

    /** Returns what nodes have said of themselves. */
    synchronized List<KnownAddress> claimed() {
        List<KnownAddress> known = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.key != null && entry.claimed != null) {
                known.add(new KnownAddress(entry.key, entry.claimed));
            }
        });
        return known;
    }

    /** Forgets nodes whose known key does not pass. */
    synchronized void retain(Predicate<PublicKey> allowed) {
        entries.values().removeIf(entry -> entry.key != null && !allowed.test(entry.key));
    }

    private boolean room(boolean evictHearsay) {
        if (entries.size() < NetLimits.ADDRESSES_MAX) {
            return true;
        }
        for (Iterator<Entry> each = entries.values().iterator(); evictHearsay && each.hasNext(); ) {
            if (each.next().claimed == null) {
                each.remove();
                return true;
            }
        }
        return false;
    }
}
