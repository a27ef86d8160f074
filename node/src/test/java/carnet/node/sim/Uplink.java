package carnet.node.sim;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/** One node's wire: what it sends leaves one after the other, and all peers that it sends to get as many bytes each. */
final class Uplink {
    /** 94 Mbit/s, what is left of a 100 Mbit/s wire. */
    static final int BYTES_PER_MILLI = 11_750;

    private static final int MICROS = 1_000;

    private final Timeline timeline;
    private final Queue<Load> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Load::turn).thenComparingLong(Load::number));
    private final Map<Integer, Long> turns = new TreeMap<>();
    private long turn;
    private long number;
    private long freeAtMicros;
    private boolean busy;
    private long sentBytes;

    /** Bytes that wait, and how many each peer got when it is their turn. */
    private record Load(long turn, long number, int bytes, Runnable onSent) {}

    Uplink(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Sends bytes to a peer after all that was sent to it before. */
    void send(int peer, int bytes, Runnable onSent) {
        long own = Math.max(turn, turns.getOrDefault(peer, 0L)) + bytes;
        turns.put(peer, own);
        waiting.add(new Load(own, number++, bytes, onSent));
        if (!busy) {
            next();
        }
    }

    /** Returns how many bytes have left. */
    long sentBytes() {
        return sentBytes;
    }

    private void next() {
        Load load = waiting.poll();
        busy = load != null;
        if (load == null) {
            return;
        }
        turn = load.turn();
        long nowMicros = timeline.nowMillis() * MICROS;
        freeAtMicros = Math.max(nowMicros, freeAtMicros) + (long) load.bytes() * MICROS / BYTES_PER_MILLI;
        timeline.after((freeAtMicros - nowMicros) / MICROS, () -> {
            sentBytes += load.bytes();
            load.onSent().run();
            next();
        });
    }
}
