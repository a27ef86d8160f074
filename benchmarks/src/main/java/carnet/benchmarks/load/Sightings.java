package carnet.benchmarks.load;

import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When each node was first heard to hold a payload, and when all nodes had a transaction in a block at once: blocks that a
 * node takes back do not count. For many threads.
 */
final class Sightings {
    private final int nodes;
    private final Map<String, Map<Integer, Long>> held = new HashMap<>();
    private final Map<String, Map<Integer, Long>> inBlock = new HashMap<>();
    private final Map<String, Long> inAllBlocks = new HashMap<>();
    private final List<Deque<List<String>>> chains = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Failure problem;

    /** Begins with nothing seen at so many nodes. */
    Sightings(int nodes) {
        this.nodes = nodes;
        for (int i = 0; i < nodes; i++) {
            chains.add(new ArrayDeque<>());
        }
    }

    /**
     * Takes in what a node told.
     *
     * @param node its index
     * @param nanos when it was heard, by {@link System#nanoTime()}
     */
    void note(int node, NodeEvent event, long nanos) {
        lock.lock();
        try {
            if (event instanceof NodeEvent.RecordHeld record) {
                held.computeIfAbsent(record.payloadCid(), key -> new HashMap<>())
                        .putIfAbsent(node, nanos);
            } else if (event instanceof NodeEvent.BlockAdded block) {
                undo(node, block.undone());
                chains.get(node).push(block.transactions());
                block.transactions().forEach(txid -> add(txid, node, nanos));
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void undo(int node, int blocks) {
        Deque<List<String>> chain = chains.get(node);
        for (int i = 0; i < blocks && !chain.isEmpty(); i++) {
            for (String txid : chain.pop()) {
                inBlock.getOrDefault(txid, new HashMap<>()).remove(node);
            }
        }
    }

    private void add(String txid, int node, long nanos) {
        Map<Integer, Long> seen = inBlock.computeIfAbsent(txid, key -> new HashMap<>());
        seen.put(node, nanos);
        if (seen.size() == nodes) {
            inAllBlocks.putIfAbsent(txid, Collections.max(seen.values()));
        }
    }

    /** Fails when no more is heard of a node: then nothing that is missing is a record's fault. */
    void requireSound() throws Failure {
        lock.lock();
        try {
            if (problem != null) {
                throw problem;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everyone who waits fail: no more is heard of a node. */
    void fail(Failure why) {
        lock.lock();
        try {
            problem = why;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code count} nodes hold this payload; returns when that was, or nothing at the end of the time. */
    Optional<Long> awaitHeld(String payloadCid, int count, long deadlineNanos) throws Failure, InterruptedException {
        return await(() -> heldBy(payloadCid, count), deadlineNanos);
    }

    /**
     * Waits until all nodes have this transaction in a block at once; returns when that was first so, or nothing at the end
     * of the time.
     */
    Optional<Long> awaitInBlock(String txid, long deadlineNanos) throws Failure, InterruptedException {
        return await(() -> inAllBlocks.get(txid), deadlineNanos);
    }

    /** Forgets all, so that memory does not grow from burst to burst. */
    void clear() {
        lock.lock();
        try {
            held.clear();
            inBlock.clear();
            inAllBlocks.clear();
            chains.forEach(Deque::clear);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Long heldBy(String payloadCid, int count) {
        Map<Integer, Long> seen = held.getOrDefault(payloadCid, Map.of());
        return seen.size() < count
                ? null
                : seen.values().stream().sorted().skip(count - 1L).findFirst().orElseThrow();
    }

    private interface Look {
        @Nullable
        Long find();
    }

    private Optional<Long> await(Look look, long deadlineNanos) throws Failure, InterruptedException {
        lock.lock();
        try {
            while (true) {
                Long found = look.find();
                if (found != null) {
                    return Optional.of(found);
                }
                if (problem != null) {
                    throw problem;
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || news.awaitNanos(left) <= 0) {
                    return Optional.ofNullable(look.find());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when to give up on something that was begun now. */
    static long deadlineNanos(long seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
