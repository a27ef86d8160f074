package carnet.node.app;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Effects;
import carnet.node.core.FetchFailure;
import carnet.node.core.NodeCore;
import carnet.node.net.FetchResult;
import carnet.node.run.GroupWorker;
import carnet.node.run.NodeLoop;
import carnet.node.service.Uploads;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.kv.StoreFullException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of fetched chunks to the disk: one thread puts them into the content store, which checks their hashes, and tells
 * the core that they can be served; another flushes all that were put meanwhile and tells the core that they are durable.
 * So a slow disk works all the time. The core bounds how many are under way.
 */
final class ChunkReceiver implements AutoCloseable {
    /** Chunks taken together. */
    private static final int GROUP = 64;

    private final ContentStore content;
    private final Uploads uploads;
    private final NodeLoop loop;
    private final GroupWorker<Received> storer;

    private final GroupWorker<Stored> flusher;

    private record Received(NodeId from, Cid cid, boolean unnamed, byte[] bytes) {}

    private record Stored(NodeId from, Cid cid, boolean unnamed) {}

    ChunkReceiver(ContentStore content, Uploads uploads, NodeLoop loop, Consumer<Throwable> onFatal) {
        this.content = content;
        this.uploads = uploads;
        this.loop = loop;
        this.storer = new GroupWorker<>("carnet-chunks", GROUP, this::store, onFatal);
        this.flusher = new GroupWorker<>("carnet-chunks-flush", Integer.MAX_VALUE, this::flush, onFatal);
    }

    void start() {
        storer.start();
        flusher.start();
    }

    /** {@code unnamed} tells that no record names the chunk yet. */
    void onResult(NodeId from, Cid cid, boolean unnamed, FetchResult result) {
        if (result instanceof FetchResult.Received received) {
            storer.add(new Received(from, cid, unnamed, received.bytes()));
        } else if (result instanceof FetchResult.NotFound) {
            failed(from, cid, FetchFailure.NOT_FOUND);
        } else if (result instanceof FetchResult.TimedOut) {
            failed(from, cid, FetchFailure.UNANSWERED);
        } else {
            boolean busy =
                    result instanceof FetchResult.Failed failed && failed.reason() == FetchResult.FetchFailure.BUSY;
            failed(from, cid, busy ? FetchFailure.BUSY : FetchFailure.UNREACHABLE);
        }
    }

    /** Ends the threads, which may be in the middle of a group; what they did not store is fetched again. */
    @Override
    public void close() {
        storer.close();
        flusher.close();
    }

    private void store(List<Received> group) {
        for (Received received : group) {
            try {
                FetchFailure failure = put(received);
                if (failure == null) {
                    loop.submit((NodeCore core, long nowMillis, Effects fx) ->
                            core.onChunkReceived(received.from(), received.cid(), nowMillis, fx));
                    flusher.add(new Stored(received.from(), received.cid(), received.unnamed()));
                } else {
                    failed(received.from(), received.cid(), failure);
                }
            } catch (StoreFullException e) {
                failed(received.from(), received.cid(), FetchFailure.NOT_STORED);
            }
        }
    }

    private void flush(List<Stored> group) {
        try {
            if (group.stream().anyMatch(Stored::unnamed)) {
                uploads.sync();
            }
            content.sync();
        } catch (StoreFullException e) {
            group.forEach(stored -> failed(stored.from(), stored.cid(), FetchFailure.NOT_STORED));
            return;
        }
        for (Stored stored : group) {
            loop.submit((NodeCore core, long nowMillis, Effects fx) ->
                    core.onChunkStored(stored.from(), stored.cid(), nowMillis, fx));
        }
    }

    private @Nullable FetchFailure put(Received received) {
        if (received.unnamed()) {
            return switch (uploads.putEarly(received.cid(), received.bytes())) {
                case STORED, ALREADY_HELD -> null;
                case MISMATCH -> FetchFailure.MISMATCH;
                case UPLOADS_FULL, DISK_FULL -> FetchFailure.NOT_STORED;
            };
        }
        PutOutcome outcome = content.put(received.cid(), received.bytes());
        return outcome == PutOutcome.MISMATCH ? FetchFailure.MISMATCH : null;
    }

    private void failed(NodeId from, Cid cid, FetchFailure failure) {
        loop.submit(
                (NodeCore core, long nowMillis, Effects fx) -> core.onFetchFailed(from, cid, failure, nowMillis, fx));
    }
}
