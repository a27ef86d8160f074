package carnet.benchmarks.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The records that nodes signed for, as the commands printed them. For many threads. */
final class Accepted {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * One record.
     *
     * @param hashId its name, hexadecimal
     * @param file what must come back
     * @param nodes names of the nodes that said they have it; more than one when an answer was lost
     */
    record Entry(String hashId, SampleFile file, Set<String> nodes) {}

    synchronized void add(String hashId, SampleFile file, String node) {
        entries.computeIfAbsent(hashId, absent -> new Entry(hashId, file, new LinkedHashSet<>()))
                .nodes()
                .add(node);
    }

    synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        entries.values().forEach(each -> all.add(new Entry(each.hashId(), each.file(), Set.copyOf(each.nodes()))));
        return all;
    }

    synchronized int count() {
        return entries.size();
    }
}
