package carnet.node.net;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose chunk is sent next, over all peers: few at a time, in the order of asking, since peers pass on whole chunks only,
 * and a wire that is shared by all of them ends all of them late. Whoever takes long keeps its turn for a moment only and
 * goes on beside the others, so that a slow wire holds up nobody else's. Thread-safe.
 */
final class SendTurns {
    private final EventExecutor timers;
    private final int millis;
    private final Deque<Consumer<Turn>> waiting = new ArrayDeque<>();
    private int free;

    /**
     * Makes the turns of one node.
     *
     * @param most at a time
     * @param millis after which a turn counts no more
     */
    SendTurns(EventExecutor timers, int most, int millis) {
        this.timers = timers;
        this.free = most;
        this.millis = millis;
    }

    /** Calls {@code begin} when its turn comes, on this thread or on that of who ended a turn; it must not block. */
    void take(Consumer<Turn> begin) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(begin);
                return;
            }
            free--;
        }
        begin.accept(new Turn());
    }

    private void next() {
        Consumer<Turn> begin;
        synchronized (this) {
            begin = waiting.poll();
            if (begin == null) {
                free++;
                return;
            }
        }
        begin.accept(new Turn());
    }

    /** One chunk's turn. */
    final class Turn {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final @Nullable ScheduledFuture<?> timeout;

        private Turn() {
            timeout = timers.isShuttingDown() ? null : timers.schedule(this::end, millis, TimeUnit.MILLISECONDS);
        }

        /** Returns whether it counts no more. */
        boolean isOver() {
            return ended.get();
        }

        /** The chunk is on its way, or there is none; from the second time on this does nothing. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                if (timeout != null) {
                    timeout.cancel(false);
                }
                next();
            }
        }
    }
}
