package carnet.node.core;

import carnet.crypto.hash.Hash;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which pending transactions are about a key. Mostly one: but an abandoned block may give back a transaction that excludes
 * one that waits.
 */
final class PendingIndex<K extends Comparable<K>> {
    private final Map<K, Set<Hash>> ids = new TreeMap<>();

    void add(K key, Hash id) {
        ids.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(id);
    }

    void remove(K key, Hash id) {
        ids.computeIfPresent(key, (k, about) -> {
            about.remove(id);
            return about.isEmpty() ? null : about;
        });
    }

    boolean contains(K key) {
        return ids.containsKey(key);
    }

    /** Returns the transactions about a key, oldest first. */
    Set<Hash> about(K key) {
        return Collections.unmodifiableSet(ids.getOrDefault(key, Collections.emptySet()));
    }
}
