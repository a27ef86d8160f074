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
import org.jspecify.annotations.Nullable;

/**
 * Threads that decode messages and verify signatures before the core sees them. What comes from one peer keeps its order.
 * Peers and callers take turns of equal work, so that a peer that sends much to verify keeps nobody waiting but itself.
 */
final class Verifiers implements Executor, AutoCloseable {
    /** Steps of one turn: a hundredth of a second of a Raspberry Pi 3B. */
    private static final int TURN_STEPS = 16;

    private final ExecutorService threads;
    private final Map<NodeId, Source> peers = new ConcurrentHashMap<>();

    /** As many as there are threads, so that callers' tasks run at the same time. */
    private final List<Source> callers = new ArrayList<>();

    private final AtomicInteger next = new AtomicInteger();

    /** Work of any length, in steps that cost about a signature each. */
    @FunctionalInterface
    interface Work {
        /** Does one step; returns whether there is more to do. */
        boolean step();
    }

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
        callers.get(Math.floorMod(next.getAndIncrement(), callers.size())).add(inOneStep(task));
    }

    void execute(NodeId peer, Runnable task) {
        executeInSteps(peer, inOneStep(task));
    }

    void executeInSteps(NodeId peer, Work work) {
        peers.computeIfAbsent(peer, id -> new Source()).add(work);
    }

    private static Work inOneStep(Runnable task) {
        return () -> {
            task.run();
            return false;
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Does its work one after the other; after some steps it waits for its turn. */
    private final class Source {
        private final Queue<Work> waiting = new ArrayDeque<>();
        private boolean hasTurn;

        synchronized void add(Work work) {
            waiting.add(work);
            if (!hasTurn) {
                takeTurn();
            }
        }

        private void takeTurn() {
            hasTurn = true;
            try {
                threads.execute(this::runTurn);
            } catch (RejectedExecutionException e) {
                if (!threads.isShutdown()) {
                    throw e;
                }
            }
        }

        private void runTurn() {
            try {
                for (int steps = 0; steps < TURN_STEPS; steps++) {
                    Work work = first();
                    if (work == null) {
                        break;
                    }
                    step(work);
                }
            } finally {
                endTurn();
            }
        }

        /** Work that fails is given up. */
        private void step(Work work) {
            boolean more = false;
            try {
                more = work.step();
            } finally {
                if (!more) {
                    removeFirst();
                }
            }
        }

        private synchronized @Nullable Work first() {
            return waiting.peek();
        }

        private synchronized void removeFirst() {
            waiting.remove();
        }

        private synchronized void endTurn() {
            hasTurn = false;
            if (!waiting.isEmpty()) {
                takeTurn();
            }
        }
    }
}
