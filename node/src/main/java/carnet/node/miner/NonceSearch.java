package carnet.node.miner;

import carnet.crypto.pow.NonceHasher;
import carnet.node.core.MiningJob;
import carnet.node.run.Miner;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for nonces on threads of low priority, which sleep while there is no job. Each job starts at a random nonce,
 * so that two nodes with the same candidate do not repeat each other's work; the threads take turns batch by batch and
 * never try a nonce twice.
 *
 * <pre>
 * nonces from the start:  | batch of thread 1 | batch of thread 2 | ... | batch of thread 1 | ...
 * </pre>
 *
 * A nonce that was found just before its job was dropped may still be reported: the listener compares job ids.
 */
public final class NonceSearch implements Miner, AutoCloseable {
    /**
     * Nonces between two looks at the job: at most 2 ms on one core of a Raspberry Pi 3B (0.3 million per second or more),
     * and still 500 times the work of preparing a search.
     */
    static final int BATCH_NONCES = 512;

    /** Threads in default settings: one more would only take time from network and disk. */
    private static final int MOST_DEFAULT_THREADS = 4;

    /** How long {@link #close} waits for threads, in milliseconds: many batches. */
    private static final long CLOSE_MILLIS = 1_000;

    private final Object lock = new Object();
    private final RandomGenerator starts;
    private final FoundListener listener;
    private final List<Thread> threads;
    private boolean closed;

    /** Written under the lock, read without it between batches. */
    private volatile @Nullable Search current;

    /** Hears of a nonce, on a search thread; must not block. */
    @FunctionalInterface
    public interface FoundListener {
        /** The nonce meets the job's target. Called once per job at most. */
        void found(long jobId, long nonce);
    }

    /** One start of a job; told apart by identity. */
    private static final class Search {
        final MiningJob job;
        final byte[] target;
        final long firstNonce;

        Search(MiningJob job, long firstNonce) {
            this.job = job;
            this.target = job.target().value().bytes();
            this.firstNonce = firstNonce;
        }
    }

    /**
     * Starts the threads, which sleep until there is a job.
     *
     * @param threadCount at least 1, see {@link #defaultThreads}
     * @param hashers gives each thread a hasher for each job, see {@link SelfTest#newHasher}
     * @param starts gives each job's first nonce
     * @param listener hears of what is found
     */
    public NonceSearch(int threadCount, Supplier<NonceHasher> hashers, RandomGenerator starts, FoundListener listener) {
        if (threadCount < 1) {
            throw new IllegalArgumentException("a search needs a thread, not " + threadCount);
        }
        this.starts = starts;
        this.listener = listener;
        this.threads = IntStream.range(0, threadCount)
                .mapToObj(turn -> thread(turn, threadCount, hashers))
                .toList();
        threads.forEach(Thread::start);
    }

    /** Returns how many threads suit a machine: half its cores, between 1 and 4. */
    public static int defaultThreads(int cores) {
        return Math.max(1, Math.min(MOST_DEFAULT_THREADS, cores / 2));
    }

    @Override
    public void start(MiningJob job) {
        synchronized (lock) {
            current = new Search(job, starts.nextLong());
            lock.notifyAll();
        }
    }

    @Override
    public void stop() {
        synchronized (lock) {
            current = null;
        }
    }

    /** Drops the job and ends the threads. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            current = null;
            lock.notifyAll();
        }
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            for (Thread thread : threads) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                thread.join(Math.max(1, leftMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to be polite; nothing relies on it
    private Thread thread(int turn, int turns, Supplier<NonceHasher> hashers) {
        Thread thread = new Thread(() -> work(turn, turns, hashers), "carnet-miner-" + (turn + 1));
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private void work(int turn, int turns, Supplier<NonceHasher> hashers) {
        for (Search search = awaitJob(); search != null; search = awaitJob()) {
            NonceHasher hasher = hashers.get();
            long first = search.firstNonce + (long) turn * BATCH_NONCES;
            while (current == search) {
                OptionalLong nonce = hasher.search(search.job.header(), search.target, first, BATCH_NONCES);
                if (nonce.isPresent() && finish(search)) {
                    listener.found(search.job.id(), nonce.getAsLong());
                }
                first += (long) turns * BATCH_NONCES;
            }
        }
    }

    /** Sleeps until there is a job; returns null when the search is closed. */
    private @Nullable Search awaitJob() {
        synchronized (lock) {
            while (current == null && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return null;
                }
            }
            return current;
        }
    }

    /** Drops a solved job; returns whether it was still the job to solve. */
    private boolean finish(Search search) {
        synchronized (lock) {
            boolean first = current == search;
            if (first) {
                current = null;
            }
            return first;
        }
    }
}
