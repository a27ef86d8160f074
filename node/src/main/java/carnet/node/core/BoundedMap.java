package carnet.node.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entry when it is full; iteration is in order of insertion. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private final int limit;

    BoundedMap(int limit) {
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
