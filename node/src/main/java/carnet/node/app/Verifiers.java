package carnet.node.app;

import carnet.crypto.sign.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that decode messages and verify signatures before the core sees them. What comes from one peer keeps its
 * order: it always goes to the same thread.
 */
final class Verifiers implements Executor, AutoCloseable {
    private final List<ExecutorService> lanes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    Verifiers(int threads) {
        for (int i = 1; i <= threads; i++) {
            String name = "carnet-verify-" + i;
            lanes.add(Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    @Override
    public void execute(Runnable task) {
        run(Math.floorMod(next.getAndIncrement(), lanes.size()), task);
    }

    void execute(NodeId peer, Runnable task) {
        run(Math.floorMod(peer.hashCode(), lanes.size()), task);
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdownNow);
    }

    private void run(int lane, Runnable task) {
        try {
            lanes.get(lane).execute(task);
        } catch (RejectedExecutionException e) {
            if (!lanes.get(lane).isShutdown()) {
                throw e;
            }
        }
    }
}
