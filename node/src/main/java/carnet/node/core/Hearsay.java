package carnet.node.core;

import carnet.crypto.sign.NodeId;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What peers told, each word with whose it is. Bounded in all: when it is full, whoever told most loses its oldest word, so
 * that no peer pushes out what the others told.
 *
 * @param <K> what words are about. Peers can choose keys whose hashes are equal; a map goes by their order then
 * @param <V> what is said of it
 */
final class Hearsay<K extends Comparable<K>, V> {
    private final int limit;
    private final int share;
    private final Consumer<K> onDropped;
    private final SortedMap<NodeId, Map<K, V>> words = new TreeMap<>();
    private int count;

    /** Remembers so many words. */
    Hearsay(int limit) {
        this(limit, 0);
    }

    /** Remembers so many words, and says of each that is lost because there is no room what it was about. */
    Hearsay(int limit, Consumer<K> onDropped) {
        this(limit, 0, onDropped);
    }

    /** Remembers so many words, and more where that would be less than the share of each peer that ever told anything. */
    Hearsay(int limit, int share) {
        this(limit, share, about -> {});
    }

    private Hearsay(int limit, int share, Consumer<K> onDropped) {
        this.limit = limit;
        this.share = share;
        this.onDropped = onDropped;
    }

    /** A peer tells something; returns whether it had told nothing about it. Only its first word counts. */
    boolean hear(NodeId peer, K about, V word) {
        Map<K, V> told = words.computeIfAbsent(peer, key -> new LinkedHashMap<>());
        if (told.putIfAbsent(about, word) != null) {
            return false;
        }
        if (++count > Math.max(limit, share * words.size())) {
            dropOne();
        }
        return true;
    }

    private void dropOne() {
        Map<K, V> most = Collections.max(words.values(), Comparator.comparingInt(Map::size));
        Iterator<K> oldestFirst = most.keySet().iterator();
        K about = oldestFirst.next();
        oldestFirst.remove();
        count--;
        onDropped.accept(about);
    }

    /** Returns what a peer told about something, or null. */
    @Nullable
    V word(NodeId peer, K about) {
        return told(peer).get(about);
    }

    /** Returns all that a peer told, oldest first. */
    Map<K, V> told(NodeId peer) {
        return Collections.unmodifiableMap(words.getOrDefault(peer, Collections.emptyMap()));
    }

    /** Returns the peers that told anything. */
    Set<NodeId> tellers() {
        return Collections.unmodifiableSet(words.keySet());
    }

    /** Returns the peers that told something about this. */
    Set<NodeId> tellers(K about) {
        Set<NodeId> tellers = new TreeSet<>();
        words.forEach((peer, told) -> {
            if (told.containsKey(about)) {
                tellers.add(peer);
            }
        });
        return tellers;
    }

    /** Returns whether the peer had told something about this, which does not count any more. */
    boolean forget(NodeId peer, K about) {
        Map<K, V> told = words.get(peer);
        boolean known = told != null && told.remove(about) != null;
        count -= known ? 1 : 0;
        return known;
    }

    /** Nothing that was told about this counts any more. */
    void forget(K about) {
        words.keySet().forEach(peer -> forget(peer, about));
    }

    /** Nothing that the peer told counts any more. */
    void forgetAllOf(NodeId peer) {
        Map<K, V> told = words.remove(peer);
        count -= told == null ? 0 : told.size();
    }
}
