package carnet.node.app;

import carnet.node.run.NodeLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the loop when a full disk has room again. Looks once in some seconds, and only at the file system's figures. */
final class DiskWatch implements AutoCloseable {
    /** Room that must be there before a node that met a full disk writes again. */
    private static final long ROOM_BYTES = 64L << 20;

    private static final long PERIOD_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.disk");

    private final Path directory;
    private final NodeLoop loop;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "carnet-disk");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> looking;
    private boolean wasFull;

    DiskWatch(Path directory, NodeLoop loop) {
        this.directory = directory;
        this.loop = loop;
        looking = timer.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        looking.cancel(false);
        timer.shutdownNow();
    }

    private void look() {
        if (!loop.isFull()) {
            return;
        }
        try {
            long room = Files.getFileStore(directory).getUsableSpace();
            if (room >= ROOM_BYTES) {
                LOG.info("The disk has room again: {} MiB.", room >> 20);
                wasFull = false;
                loop.onRoom();
            } else if (!wasFull) {
                wasFull = true;
                LOG.error("The disk is full: {} MiB left. The node serves and takes nothing new.", room >> 20);
            }
        } catch (IOException e) {
            LOG.warn("Cannot tell how full the disk is: {}", e.getMessage());
        }
    }
}
