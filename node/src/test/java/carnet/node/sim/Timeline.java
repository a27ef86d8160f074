package carnet.node.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in the order of its time and then of its making. */
final class Timeline {
    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::atMillis).thenComparingLong(Entry::sequence);

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
    private long nowMillis;
    private long sequence;

    private record Entry(long atMillis, long sequence, Runnable what) {}

    Timeline(long startMillis) {
        this.nowMillis = startMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    /** Lets something happen after a time, at once when it is 0 or less, and always after what is due by then. */
    void after(long delayMillis, Runnable what) {
        entries.add(new Entry(nowMillis + Math.max(0, delayMillis), sequence++, what));
    }

    /** Lets everything happen that is due up to a moment, which then is now. */
    void runUntil(long endMillis) {
        while (true) {
            Entry next = entries.peek();
            if (next == null || next.atMillis() > endMillis) {
                nowMillis = Math.max(nowMillis, endMillis);
                return;
            }
            entries.poll();
            nowMillis = next.atMillis();
            next.what().run();
        }
    }
}
