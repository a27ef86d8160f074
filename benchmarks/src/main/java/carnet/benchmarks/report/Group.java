package carnet.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Entries that belong together, in their order. */
final class Group {
    private Group() {}

    static Map<String, List<Entry>> by(Function<Entry, String> name, List<Entry> entries) {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        entries.stream().sorted(Entry.ORDER).forEach(entry -> groups.computeIfAbsent(
                        name.apply(entry), unused -> new ArrayList<>())
                .add(entry));
        return groups;
    }
}
