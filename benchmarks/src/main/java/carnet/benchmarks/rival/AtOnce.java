package carnet.benchmarks.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Many jobs at once by a fixed number of clients, all timed from one start. */
public final class AtOnce {
    private static final double NANOS_PER_MILLI = 1e6;

    private AtOnce() {}

    /** Puts one file. */
    @FunctionalInterface
    public interface Job {
        /** Returns when it is put; an exception means that it failed. */
        void run(int index) throws Exception;
    }

    /**
     * When each job was done.
     *
     * @param startNanos when all began
     * @param doneNanos when each ended, null for those that failed
     * @param problem what was wrong with one of those
     */
    public record Fired(long startNanos, List<@Nullable Long> doneNanos, @Nullable String problem) {
        /** Returns the times of those that came through, in milliseconds from the start. */
        public List<Double> millis() {
            return doneNanos.stream().filter(Objects::nonNull).map(this::millis).toList();
        }

        /** Returns a moment in milliseconds from the start. */
        public double millis(long nanos) {
            return (nanos - startNanos) / NANOS_PER_MILLI;
        }

        /** Returns how many did not. */
        public int failures() {
            return (int) doneNanos.stream().filter(Objects::isNull).count();
        }
    }

    /** Runs jobs 0 to {@code count} - 1, {@code clients} of them at a time. */
    public static Fired fire(int count, int clients, Job job) throws InterruptedException {
        AtomicReferenceArray<@Nullable Long> done = new AtomicReferenceArray<>(count);
        AtomicReferenceArray<@Nullable String> problem = new AtomicReferenceArray<>(1);
        AtomicInteger turn = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(clients, count); i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            return;
                        }
                        for (int next = turn.getAndIncrement(); next < count; next = turn.getAndIncrement()) {
                            try {
                                job.run(next);
                                done.set(next, System.nanoTime());
                            } catch (Exception e) {
                                problem.compareAndSet(0, null, e.toString());
                            }
                        }
                    },
                    "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        List<@Nullable Long> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(done.get(i));
        }
        return new Fired(start, moments, problem.get(0));
    }
}
