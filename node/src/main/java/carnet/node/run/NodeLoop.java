package carnet.node.run;

import carnet.node.core.CoreView;
import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The one thread that runs the core. It sleeps until an event is queued or the core wants to look at the clock; an idle
 * node wakes twice a minute.
 */
public final class NodeLoop implements AutoCloseable {
    /** A wall clock that is set by more than this makes the core begin anew, and ask its peers for their time again. */
    private static final long CLOCK_STEP_MILLIS = 1_000;

    private static final long STOP_MILLIS = 10_000;

    private final CoreDriver driver;
    private final LongSupplier clockMillis;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> onFatal;
    private final Queue<CoreDriver.Step> queue = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean room;

    /**
     * Makes the loop.
     *
     * @param clockMillis the wall clock
     * @param nanoTime a clock that nobody sets
     * @param onFatal gets what ends the loop: a failed disk or a bug; the process must end
     */
    public NodeLoop(CoreDriver driver, LongSupplier clockMillis, LongSupplier nanoTime, Consumer<Throwable> onFatal) {
        this.driver = driver;
        this.clockMillis = clockMillis;
        this.nanoTime = nanoTime;
        this.onFatal = onFatal;
        this.thread = new Thread(this::run, "carnet-core");
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Queues an event. May be called by any thread. */
    public void submit(CoreDriver.Step step) {
        queue.add(step);
        LockSupport.unpark(thread);
    }

    /** Asks the core something, on its thread, between two events. */
    public <T> CompletableFuture<T> ask(Function<CoreView, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(new CoreDriver.Step() {
            @Override
            public void run(NodeCore core, long nowMillis, Effects fx) {
                try {
                    answer.complete(question.apply(core.view()));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }

            @Override
            public void abandon(Publisher publisher) {
                answer.completeExceptionally(new IllegalStateException("the node begins anew, its disk was full"));
            }
        });
        return answer;
    }

    /** The disk has room again. */
    public void onRoom() {
        room = true;
        LockSupport.unpark(thread);
    }

    /** Returns whether the disk was full at the last attempt to write. */
    public boolean isFull() {
        return driver.isFull();
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            long aheadMillis = wallAheadMillis();
            while (!stopping) {
                long nowMillis = clockMillis.getAsLong();
                if (Math.abs(wallAheadMillis() - aheadMillis) > CLOCK_STEP_MILLIS) {
                    driver.restart(nowMillis);
                }
                aheadMillis = wallAheadMillis();
                if (room) {
                    room = false;
                    driver.onRoom(nowMillis);
                }
                driver.drain(queue, nowMillis);
                sleep();
            }
        } catch (RuntimeException | Error e) {
            onFatal.accept(e);
        }
    }

    private long wallAheadMillis() {
        return clockMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    private void sleep() {
        long waitMillis = driver.nextWakeMillis() - clockMillis.getAsLong();
        if (waitMillis > 0 && queue.isEmpty() && !stopping && !room) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMillis));
        }
    }
}
