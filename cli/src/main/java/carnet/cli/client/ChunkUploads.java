package carnet.cli.client;

import carnet.cli.terminal.Failure;
import carnet.crypto.cid.BlockSink;
import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the blocks of one payload as they are made and sends them to a node, several at once. Holds no more blocks than
 * {@link #MAX_WAITING_BLOCKS}; the maker of blocks waits when the node is slower. When {@code resuming}, asks the node
 * first which blocks it lacks, a batch at a time.
 */
final class ChunkUploads implements BlockSink {
    /** Blocks in memory beside those in one batch: with 256 KiB leaves, 2 MiB a file. */
    static final int MAX_WAITING_BLOCKS = 8;

    /** Blocks that one question covers while resuming: 4 MiB of leaves. */
    private static final int BATCH_BLOCKS = 16;

    private final NodeClient node;
    private final ExecutorService senders;
    private final boolean resuming;
    private final Progress progress;
    private final long totalBytes;
    private final Map<Cid, byte[]> batch = new LinkedHashMap<>();
    private final Semaphore room = new Semaphore(MAX_WAITING_BLOCKS);
    private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    private final AtomicLong doneBytes = new AtomicLong();

    ChunkUploads(NodeClient node, ExecutorService senders, boolean resuming, long totalBytes, Progress progress) {
        this.node = node;
        this.senders = senders;
        this.resuming = resuming;
        this.totalBytes = totalBytes;
        this.progress = progress;
    }

    /** Carries a failure through the tree builder, which knows input and output only. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Exception reason;

        Stopped(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        /** Throws what stopped the upload. */
        void rethrow() throws Failure, InterruptedException {
            if (reason instanceof Failure failure) {
                throw failure;
            }
            if (reason instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("an upload stopped for no known reason", reason);
        }
    }

    @Override
    public void accept(Cid cid, byte[] block) throws IOException {
        stopOnProblem();
        try {
            if (!resuming) {
                send(cid, block);
                return;
            }
            batch.put(cid, block);
            if (batch.size() == BATCH_BLOCKS) {
                sendMissing();
            }
        } catch (Failure | InterruptedException e) {
            throw new Stopped(e);
        }
    }

    /** Returns once the node has every block. */
    void finish() throws IOException {
        try {
            sendMissing();
            room.acquire(MAX_WAITING_BLOCKS);
            room.release(MAX_WAITING_BLOCKS);
        } catch (Failure | InterruptedException e) {
            throw new Stopped(e);
        }
        stopOnProblem();
    }

    private void sendMissing() throws Failure, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        List<Cid> asked = new ArrayList<>(batch.keySet());
        Set<Cid> missing = new HashSet<>(node.missingChunks(asked));
        for (Map.Entry<Cid, byte[]> each : batch.entrySet()) {
            if (missing.contains(each.getKey())) {
                send(each.getKey(), each.getValue());
            } else {
                progress.at(doneBytes.addAndGet(each.getValue().length), totalBytes);
            }
        }
        batch.clear();
    }

    private void send(Cid cid, byte[] block) throws InterruptedException {
        room.acquire();
        senders.execute(() -> {
            try {
                if (problem.get() == null) {
                    node.putChunk(cid, block);
                    progress.at(doneBytes.addAndGet(block.length), totalBytes);
                }
            } catch (Failure | InterruptedException | RuntimeException e) {
                problem.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    private void stopOnProblem() throws Stopped {
        Exception found = problem.get();
        if (found != null) {
            throw new Stopped(found);
        }
    }
}
