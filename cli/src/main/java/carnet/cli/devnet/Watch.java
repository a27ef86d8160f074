package carnet.cli.devnet;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.RecordStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Watches all nodes at once, a thread each, and notes when each was first seen to hold a record of one owner and to have
 * it in a block. It begins before the record is put, so nothing happens unseen; the interval is its error.
 */
final class Watch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(15);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final List<NodeProcess> nodes;
    private final String owner;
    private final Environment environment;
    private final Map<String, Map<String, Long>> heldAtMillis = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Long>> inBlockAtMillis = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile @Nullable Failure problem;

    Watch(List<NodeProcess> nodes, String owner, Environment environment) {
        this.nodes = nodes;
        this.owner = owner;
        this.environment = environment;
        for (NodeProcess node : nodes) {
            Thread watcher = new Thread(() -> watch(node), "watch-" + node.name());
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    /** When all nodes held a record, and when all had it in a block, by this machine's clock. */
    record Seen(long heldAtMillis, long inBlockAtMillis) {}

    /** Waits until every node was seen to hold the record and to have it in a block. */
    Seen await(String hashId) throws Failure, InterruptedException {
        long deadlineMillis = environment.clock().millis() + MAX_WAIT.toMillis();
        while (true) {
            Map<String, Long> held = heldAtMillis.getOrDefault(hashId, Map.of());
            Map<String, Long> inBlock = inBlockAtMillis.getOrDefault(hashId, Map.of());
            if (held.size() == nodes.size() && inBlock.size() == nodes.size()) {
                return new Seen(latest(held), latest(inBlock));
            }
            Failure found = problem;
            if (found != null) {
                throw found;
            }
            if (environment.clock().millis() > deadlineMillis) {
                throw new Failure(
                        ExitCode.FAILED,
                        "record " + hashId + " is on " + held.size() + " and in a block on " + inBlock.size() + " of "
                                + nodes.size() + " nodes after " + MAX_WAIT.toSeconds() + " s",
                        "Look into the node.log files");
            }
            environment.pause().pause(INTERVAL);
        }
    }

    private static long latest(Map<String, Long> times) {
        return times.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void watch(NodeProcess node) {
        try {
            while (!stopped.get()) {
                for (RecordStatus record :
                        node.client().records(owner, null, PAGE).items()) {
                    long now = environment.clock().millis();
                    if (record.held()) {
                        note(heldAtMillis, record.hashId(), node.name(), now);
                    }
                    if (record.blockHash() != null) {
                        note(inBlockAtMillis, record.hashId(), node.name(), now);
                    }
                }
                environment.pause().pause(INTERVAL);
            }
        } catch (Failure e) {
            problem = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(Map<String, Map<String, Long>> times, String hashId, String node, long now) {
        times.computeIfAbsent(hashId, absent -> new ConcurrentHashMap<>()).putIfAbsent(node, now);
    }

    /** Tells the watchers to end; each does after its question at hand. */
    @Override
    public void close() {
        stopped.set(true);
    }
}
