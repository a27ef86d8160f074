package carnet.node.app;

import carnet.crypto.sign.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that decode messages and verify signatures before the core sees them. What comes from one peer keeps its order.
 * Peers and callers take turns, so that a peer that sends much to verify keeps nobody waiting but itself.
 */
final class Verifiers implements Executor, AutoCloseable {
    private final ExecutorService threads;
    private final Map<NodeId, Source> peers = new ConcurrentHashMap<>();

    /** As many as there are threads, so that callers' tasks run at the same time. */
    private final List<Source> callers = new ArrayList<>();

    private final AtomicInteger next = new AtomicInteger();

    Verifiers(int threads) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "carnet-verify-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < threads; i++) {
            callers.add(new Source());
        }
    }

    @Override
    public void execute(Runnable task) {
        callers.get(Math.floorMod(next.getAndIncrement(), callers.size())).add(task);
    }

    void execute(NodeId peer, Runnable task) {
        peers.computeIfAbsent(peer, id -> new Source()).add(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Runs its tasks one after the other; after each of them it waits for its turn. */
    private final class Source {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private boolean hasTurn;

        synchronized void add(Runnable task) {
            waiting.add(task);
            if (!hasTurn) {
                takeTurn();
            }
        }

        private void takeTurn() {
            hasTurn = true;
            try {
                threads.execute(this::runOne);
            } catch (RejectedExecutionException e) {
                if (!threads.isShutdown()) {
                    throw e;
                }
            }
        }

        private void runOne() {
            try {
                first().run();
            } finally {
                endTurn();
            }
        }

        private synchronized Runnable first() {
            return waiting.remove();
        }

        private synchronized void endTurn() {
            hasTurn = false;
            if (!waiting.isEmpty()) {
                takeTurn();
            }
        }
    }
}
