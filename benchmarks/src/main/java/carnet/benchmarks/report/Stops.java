package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stops the clock of each system: the same clock never means quite the same in two of them. */
final class Stops {
    /** By how the systems' names begin. */
    private static final Map<String, String> STOPS = new LinkedHashMap<>();

    static {
        STOPS.put("postgresql bytea", "the row with the file was committed and flushed at one server");
        STOPS.put("postgresql files", "the file was flushed beside the database and its row committed and flushed");
        STOPS.put("postgresql", "the row with the file was committed and all replicas had flushed it");
        STOPS.put(
                "restic",
                "the snapshot with all files of the burst was finished, on one machine; the start of its one process is in it");
        STOPS.put("syncthing", "each device had reported the file as finished (ItemFinished)");
        STOPS.put("kubo", "each peer had listed the pin");
    }

    private Stops() {}

    /** Returns one sentence. */
    static String of(String system, Clock clock) {
        if (system.equals(Burst.CARNET)) {
            return "carnet: " + Meaning.of(clock);
        }
        return STOPS.entrySet().stream()
                .filter(stop -> system.startsWith(stop.getKey()))
                .findFirst()
                .map(stop -> system + ": its clock stops when " + stop.getValue() + ".")
                .orElse(system + ": what stops its clock is not known here.");
    }
}
