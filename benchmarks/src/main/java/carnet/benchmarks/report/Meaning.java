package carnet.benchmarks.report;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Results;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Words that stand beside the pictures. */
final class Meaning {
    /** The clocks of the figures, in the order in which they stop. */
    static final List<Clock> CLOCKS = List.of(Clock.ACCEPTED, Clock.REPLICATED_ALL, Clock.IN_BLOCK, Clock.READ);

    static final String COPIES_BEFORE_RECEIPT =
            "P2 can be seen before P1: the other nodes fetch a file while it is uploaded, and the client reads the receipt"
                    + " after its node has written the record down.";

    private Meaning() {}

    /** Returns the short name of a clock, such as P1. */
    static String mark(Clock clock) {
        return clock.text().substring(0, 2);
    }

    /** Returns a part of file names for a clock. */
    static String fileMark(Clock clock) {
        return mark(clock).toLowerCase(Locale.ROOT);
    }

    /** Returns what happened when a clock stops. */
    static String of(Clock clock) {
        return switch (clock) {
            case ACCEPTED -> "The record is durable at one node, which signed a receipt for it.";
            case REPLICATED_2 -> "Two nodes hold the whole file, verified and flushed to the disk.";
            case REPLICATED_3 -> "Three nodes hold it.";
            case REPLICATED_ALL -> "All nodes hold the whole file, verified and flushed to the disk.";
            case IN_BLOCK ->
                "The record is in a block on all nodes at once. A block waits for no content, so this may come before P2. It"
                        + " stands for P4 (final) as long as there are no votes.";
            case READ -> "The file was fetched from a node that did not take the upload, and decrypted.";
        };
    }

    /** Returns what the bars of bursts are, with how often these were repeated. */
    static String ofSpread(List<Entry> entries) {
        long few =
                entries.stream().filter(entry -> entry.burst().hasRangeOnly()).count();
        String bars = few == 0 ? "95 % interval" : few == entries.size() ? "range" : "95 % interval (range below 6)";
        return bars + " of " + ofRepeats(entries);
    }

    /** Returns how often bursts were repeated. */
    static String ofRepeats(List<Entry> entries) {
        IntSummaryStatistics repeats =
                entries.stream().mapToInt(entry -> entry.burst().repeats()).summaryStatistics();
        return (repeats.getMin() == repeats.getMax() ? "" : repeats.getMin() + " to ")
                + repeats.getMax()
                + (repeats.getMax() == 1 ? " burst a point" : " bursts a point");
    }

    /** Returns the name of a setting for people. */
    static String ofSetting(String setting) {
        return switch (setting) {
            case Results.EMULATED -> "five emulated Pis";
            case Results.MACHINE -> "this machine";
            case Results.GIVEN -> "a network that was there";
            default -> setting;
        };
    }

    /** Returns a part of file names for a setting. */
    static String fileName(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
