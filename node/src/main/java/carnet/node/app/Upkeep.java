package carnet.node.app;

import carnet.node.run.NodeLoop;
import carnet.node.service.LocalNode;
import carnet.storage.content.ScrubReport;
import carnet.storage.content.SegmentStore;
import carnet.storage.directory.DiskSpace;
import carnet.storage.kv.StoreException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does for its disk beside its work: every few seconds it looks whether a full disk has room again; every
 * hour it removes uploads that no record named, gives back the space of removed blocks, and reads a part of what it
 * holds to find damage while other nodes can still mend it.
 */
final class Upkeep implements AutoCloseable {
    /** Room that must be there before a node that met a full disk writes again. */
    private static final long ROOM_BYTES = 128L << 20;

    /** Bytes that one hourly scrub reads: seconds of an SD card; a full pass over 10 GB takes about a week. */
    private static final long SCRUB_BYTES = 64L << 20;

    private static final long LOOK_SECONDS = 5;
    private static final long HOURLY_SECONDS = 3_600;
    private static final long SWEEP_AGAIN_SECONDS = 600;
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.disk");

    private final Path directory;
    private final NodeLoop loop;
    private final LocalNode service;
    private final SegmentStore content;
    private final Consumer<Throwable> onFatal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "carnet-upkeep");
        thread.setDaemon(true);
        return thread;
    });
    private boolean storesRecords = true;
    private boolean warned;
    private boolean sweepsAgain;

    Upkeep(Path directory, NodeLoop loop, LocalNode service, SegmentStore content, Consumer<Throwable> onFatal) {
        this.directory = directory;
        this.loop = loop;
        this.service = service;
        this.content = content;
        this.onFatal = onFatal;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each task reports its own problems; close() ends both
    void start() {
        timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::tidy, 0, HOURLY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(LOOK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The upkeep of the disk does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        lookAtContent();
        if (loop.isFull()) {
            lookAtRows();
        }
    }

    private void lookAtContent() {
        boolean room = content.hasRoom();
        if (room == storesRecords) {
            return;
        }
        storesRecords = room;
        if (room) {
            LOG.info("The disk has room for records again.");
        } else {
            LOG.error("The disk is nearly full: no record is stored here any more. The chain goes on. Make room.");
        }
    }

    private void lookAtRows() {
        long room = DiskSpace.usableBytes(directory);
        if (room >= ROOM_BYTES) {
            LOG.info("The disk has room again: {} MiB.", room >> 20);
            warned = false;
            loop.onRoom();
        } else if (!warned) {
            warned = true;
            LOG.error("The disk is full: {} MiB left. The node serves and takes nothing new.", room >> 20);
        }
    }

    private void tidy() {
        sweep();
        guarded(() -> {
            content.reclaim();
            ScrubReport report = content.storedBytes() > 0 ? content.scrub(SCRUB_BYTES) : null;
            if (report != null && report.damaged() > 0) {
                LOG.error("{} damaged blocks were found and are fetched again.", report.damaged());
            }
        });
    }

    /** What one sweep had no time for goes with the next ones, which need not wait for an hour. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task reports its own problems
    private void sweep() {
        guarded(() -> {
            if (!service.sweepBlocks() && !sweepsAgain) {
                sweepsAgain = true;
                timer.schedule(this::sweepAgain, SWEEP_AGAIN_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    private void sweepAgain() {
        sweepsAgain = false;
        sweep();
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            LOG.warn("The upkeep of the disk could not go on: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            if (timer.isShutdown()) {
                return;
            }
            onFatal.accept(e);
        }
    }
}
