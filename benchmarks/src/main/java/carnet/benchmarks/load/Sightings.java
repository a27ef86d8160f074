package carnet.benchmarks.load;

import carnet.benchmarks.network.ClusterNode;
import carnet.cli.client.NodeEvents;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When each node was first heard to hold a payload and to have a transaction in a block, by this process's clock: each
 * node tells it as it happens. Begins when it is made, so nothing that is put later is missed.
 */
final class Sightings implements AutoCloseable {
    private final int nodes;
    private final Map<String, Seen> held = new ConcurrentHashMap<>();
    private final Map<String, Seen> inBlock = new ConcurrentHashMap<>();
    private final List<NodeEvents> streams = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private volatile boolean closed;
    private volatile @Nullable Failure problem;

    Sightings(List<ClusterNode> watched) throws Failure, InterruptedException {
        this.nodes = watched.size();
        for (ClusterNode node : watched) {
            streams.add(node.client().events());
        }
        for (int i = 0; i < watched.size(); i++) {
            int index = i;
            Thread reader = new Thread(() -> listen(watched.get(index), streams.get(index)), "sightings-" + i);
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** The moments at which nodes were first heard of, in the order in which they came. */
    private static final class Seen {
        private final List<String> names = new ArrayList<>();
        private final List<Long> nanos = new ArrayList<>();

        synchronized void add(String node, long now) {
            if (!names.contains(node)) {
                names.add(node);
                nanos.add(now);
            }
        }

        synchronized int count() {
            return nanos.size();
        }

        synchronized long nth(int count) {
            return nanos.get(count - 1);
        }
    }

    /** Waits until {@code count} nodes hold this payload; returns when that was, or nothing at the end of the time. */
    Optional<Long> awaitHeld(String payloadCid, int count, long deadlineNanos) throws Failure, InterruptedException {
        return await(held, payloadCid, count, deadlineNanos);
    }

    /** Waits until all nodes have this transaction in a block; returns when that was, or nothing at the end of the time. */
    Optional<Long> awaitInBlock(String txid, long deadlineNanos) throws Failure, InterruptedException {
        return await(inBlock, txid, nodes, deadlineNanos);
    }

    /** Forgets all, so that memory does not grow from burst to burst. */
    void clear() {
        held.clear();
        inBlock.clear();
    }

    private Optional<Long> await(Map<String, Seen> seen, String key, int count, long deadlineNanos)
            throws Failure, InterruptedException {
        lock.lock();
        try {
            while (true) {
                Seen found = seen.get(key);
                if (found != null && found.count() >= count) {
                    return Optional.of(found.nth(count));
                }
                Failure failure = problem;
                if (failure != null) {
                    throw failure;
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || news.awaitNanos(left) <= 0) {
                    return Optional.empty();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen(ClusterNode node, NodeEvents stream) {
        try {
            for (Optional<NodeEvent> next = stream.next(); next.isPresent(); next = stream.next()) {
                note(node.name(), next.get(), System.nanoTime());
            }
            ended(node, "it ended");
        } catch (IOException e) {
            ended(node, String.valueOf(e.getMessage()));
        } catch (Failure e) {
            ended(node, e.line());
        }
    }

    private void note(String node, NodeEvent event, long now) {
        if (event instanceof NodeEvent.RecordHeld record) {
            held.computeIfAbsent(record.payloadCid(), key -> new Seen()).add(node, now);
        } else if (event instanceof NodeEvent.BlockAdded block) {
            for (String txid : block.transactions()) {
                inBlock.computeIfAbsent(txid, key -> new Seen()).add(node, now);
            }
        }
        wake();
    }

    private void ended(ClusterNode node, String why) {
        if (!closed) {
            problem = new Failure(
                    ExitCode.NETWORK,
                    "the events of node " + node.name() + " at " + node.client().url() + " broke off: " + why,
                    "Look at that node, then run the same command again");
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

    @Override
    public void close() {
        closed = true;
        for (NodeEvents stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                problem = new Failure(ExitCode.NETWORK, "a stream of events did not close: " + e.getMessage());
            }
        }
    }

    /** Returns when to give up on something that was begun now. */
    static long deadlineNanos(long seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
