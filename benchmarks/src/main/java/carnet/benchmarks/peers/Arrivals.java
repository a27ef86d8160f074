package carnet.benchmarks.peers;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.rival.AtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** When one peer was first known to hold each file, by this process's clock. */
final class Arrivals implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** What a burst may take for each byte: a twentieth of a Pi's wire. */
    private static final long PATIENT_BYTES_PER_SECOND = 500_000;

    private final Map<String, Long> moments = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private volatile boolean closed;

    /** Tells which files a peer holds. */
    @FunctionalInterface
    interface Source {
        /** Returns names of files that are held, known before or not; may wait a little for the first new one. */
        Iterable<String> next() throws IOException, InterruptedException;
    }

    /**
     * What became of the files of a burst.
     *
     * @param millis the times of those that came everywhere
     * @param failures how many did not
     */
    record Spread(Map<Clock, List<Double>> millis, int failures) {}

    /** Asks a source again and again, in a thread of its own, until closed. */
    static Arrivals follow(Source source) {
        Arrivals arrivals = new Arrivals();
        Thread thread = new Thread(() -> arrivals.ask(source), "arrivals");
        thread.setDaemon(true);
        thread.start();
        return arrivals;
    }

    /**
     * Waits until the files of a burst are everywhere.
     *
     * @param names of the files by their index, null where the client failed
     * @param watched the arrivals of each peer
     * @param before how many other copies there are from the beginning
     */
    static Spread await(
            AtOnce.Fired fired, List<@Nullable String> names, List<Arrivals> watched, int before, long deadlineNanos)
            throws InterruptedException {
        Map<Clock, Integer> copies = Map.of(
                Clock.REPLICATED_2, 2 - before, Clock.REPLICATED_3, 3 - before, Clock.REPLICATED_ALL, watched.size());
        Map<Clock, List<Double>> millis = new EnumMap<>(Clock.class);
        int failures = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<Long> moments = new ArrayList<>();
            if (name != null && fired.doneNanos().get(i) != null) {
                for (Arrivals each : watched) {
                    each.await(name, deadlineNanos).ifPresent(moments::add);
                }
            }
            if (moments.size() < watched.size()) {
                failures++;
                continue;
            }
            List<Long> sorted = moments.stream().sorted().toList();
            copies.forEach((clock, count) -> {
                if (count <= sorted.size()) {
                    millis.computeIfAbsent(clock, key -> new ArrayList<>()).add(fired.millis(sorted.get(count - 1)));
                }
            });
        }
        return new Spread(millis, failures);
    }

    /** Returns when to give up on a burst that was begun now. */
    static long deadline(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS + bytes / PATIENT_BYTES_PER_SECOND);
    }

    @Override
    public void close() {
        closed = true;
    }

    private Optional<Long> await(String name, long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Long moment = moments.get(name);
                if (moment != null) {
                    return Optional.of(moment);
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || closed) {
                    return Optional.empty();
                }
                news.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ask(Source source) {
        try {
            while (!closed) {
                Iterable<String> held = source.next();
                long now = System.nanoTime();
                held.forEach(name -> moments.putIfAbsent(name, now));
                wake();
            }
        } catch (IOException | InterruptedException e) {
            closed = true;
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
