package carnet.benchmarks.figures;

import carnet.benchmarks.network.LocalNetwork;
import carnet.cli.client.Upload;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The clocks of single puts: the client's own for the receipt, then all nodes asked at once, a thread each, until each
 * holds the record and has it in a block.
 */
final class PutClocks implements AutoCloseable {
    /** Between two questions to one node: the error of what is seen. */
    static final Duration INTERVAL = Duration.ofMillis(10);

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final LocalNetwork network;
    private final Environment environment;
    private final ExecutorService watchers = Executors.newFixedThreadPool(LocalNetwork.NODES);
    private final Sample accepted = new Sample();
    private final Sample replicated = new Sample();
    private final Sample inBlock = new Sample();
    private final Sample acceptedToBlock = new Sample();

    PutClocks(LocalNetwork network, Environment environment) {
        this.network = network;
        this.environment = environment;
    }

    /**
     * When a node was first seen to hold a record, and since when it has it in a block, each whatever the other does.
     *
     * @param heldNanos negative while it does not
     * @param inBlockNanos negative while it is in none
     */
    record Seen(long heldNanos, long inBlockNanos) {
        static final Seen NOTHING = new Seen(-1, -1);

        /** Returns this with what an answer said. */
        Seen with(boolean held, boolean inBlock, long nanos) {
            return new Seen(
                    heldNanos < 0 && held ? nanos : heldNanos, !inBlock ? -1 : inBlockNanos < 0 ? nanos : inBlockNanos);
        }

        boolean isBoth() {
            return heldNanos >= 0 && inBlockNanos >= 0;
        }
    }

    /** Puts a file at one node and waits for all {@code watched}. */
    void put(Path file, NodeProcess at, List<NodeProcess> watched) throws IOException, Failure, InterruptedException {
        long start = System.nanoTime();
        Upload upload = network.member().put(file, at.client());
        long acceptedNanos = System.nanoTime() - start;
        String hashId = upload.hashId().toString();
        List<Callable<Seen>> questions = new ArrayList<>();
        watched.forEach(node -> questions.add(() -> await(node, hashId, start)));
        long heldNanos = 0;
        long inBlockNanos = 0;
        for (Future<Seen> answer : watchers.invokeAll(questions)) {
            try {
                heldNanos = Math.max(heldNanos, answer.get().heldNanos());
                inBlockNanos = Math.max(inBlockNanos, answer.get().inBlockNanos());
            } catch (ExecutionException e) {
                throw new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()));
            }
        }
        accepted.add(acceptedNanos / 1e6);
        replicated.add(heldNanos / 1e6);
        inBlock.add(inBlockNanos / 1e6);
        acceptedToBlock.add((inBlockNanos - acceptedNanos) / 1e6);
    }

    /** Returns milliseconds from the opening of the file to the verified receipt. */
    Sample accepted() {
        return accepted;
    }

    /** Returns milliseconds from there until all watched nodes held it. */
    Sample replicated() {
        return replicated;
    }

    /** Returns milliseconds from there until all watched nodes had it in a block. */
    Sample inBlock() {
        return inBlock;
    }

    /** Returns milliseconds from the receipt until all watched nodes had it in a block. */
    Sample acceptedToBlock() {
        return acceptedToBlock;
    }

    private Seen await(NodeProcess node, String hashId, long start) throws Failure, InterruptedException {
        Seen seen = Seen.NOTHING;
        while (System.nanoTime() - start < TIMEOUT.toNanos()) {
            Optional<RecordStatus> record =
                    node.client().record(network.member().key(), hashId);
            long now = System.nanoTime() - start;
            if (record.isPresent()) {
                seen = seen.with(record.get().held(), record.get().blockHash() != null, now);
                if (seen.isBoth()) {
                    return seen;
                }
            }
            environment.pause().pause(INTERVAL);
        }
        throw new Failure(
                ExitCode.FAILED,
                "node " + node.name() + " has record " + hashId + " not in full or in no block after "
                        + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT.toNanos()) + " s",
                "Look into " + node.home().resolve("node.log"));
    }

    @Override
    public void close() {
        watchers.shutdownNow();
    }
}
