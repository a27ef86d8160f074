package carnet.node.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One thread that takes all that waits and handles it together, so that one flush of the disk serves many. Who adds has
 * to bound how much waits.
 */
public final class GroupWorker<T> implements AutoCloseable {
    /** Longest wait for the thread at the end. */
    private static final long CLOSE_MILLIS = 5_000;

    private final int most;
    private final LongSupplier gatherMillis;
    private final Consumer<List<T>> work;
    private final Consumer<Throwable> onFatal;
    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Makes a worker, which waits for {@link #start()}.
     *
     * @param name of the thread
     * @param most items handled together
     * @param work gets the items in the order of their adding; it must not keep the list
     * @param onFatal gets what {@code work} throws; the thread ends then
     */
    public GroupWorker(String name, int most, Consumer<List<T>> work, Consumer<Throwable> onFatal) {
        this(name, most, () -> 0, work, onFatal);
    }

    /**
     * Makes a worker that gathers before it works.
     *
     * @param gatherMillis tells how long it waits for more after the first item of a group
     */
    public GroupWorker(
            String name, int most, LongSupplier gatherMillis, Consumer<List<T>> work, Consumer<Throwable> onFatal) {
        this.most = most;
        this.gatherMillis = gatherMillis;
        this.work = work;
        this.onFatal = onFatal;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Adds an item; returns at once. */
    public void add(T item) {
        queue.add(item);
    }

    /** Ends the thread, which may be in the middle of a group; what waits is dropped, but for what it gathers just now. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for more; returns whether that was the end. */
    private boolean gather() {
        try {
            TimeUnit.MILLISECONDS.sleep(gatherMillis.getAsLong());
            return false;
        } catch (InterruptedException closed) {
            return true;
        }
    }

    private void run() {
        List<T> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                boolean ended = gather();
                queue.drainTo(group, most - 1);
                work.accept(group);
                if (ended) {
                    return;
                }
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!closing) {
                onFatal.accept(e);
            }
        }
    }
}
