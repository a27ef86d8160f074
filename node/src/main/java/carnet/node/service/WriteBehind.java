package carnet.node.service;

import carnet.node.run.GroupWorker;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.StoreFullException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes what callers upload while they still upload, so that a large file's record does not wait until a slow disk has
 * taken all of it. Nothing depends on it: who promises something flushes first.
 */
final class WriteBehind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.uploads");

    /** Bytes that are flushed together: a fifth of a second on a memory card. */
    static final int FLUSH_BYTES = 2 << 20;

    private final AtomicLong unflushedBytes = new AtomicLong();
    private final GroupWorker<Long> worker;

    WriteBehind(ContentStore content, Uploads uploads, Consumer<Throwable> onFatal) {
        worker = new GroupWorker<>("carnet-flush", Integer.MAX_VALUE, signals -> flush(content, uploads), onFatal);
        worker.start();
    }

    /** A caller's block was stored. */
    void onStored(int sizeBytes) {
        long bytes = unflushedBytes.addAndGet(sizeBytes);
        if (bytes >= FLUSH_BYTES && unflushedBytes.compareAndSet(bytes, 0)) {
            worker.add(bytes);
        }
    }

    private static void flush(ContentStore content, Uploads uploads) {
        try {
            uploads.sync();
            content.sync();
        } catch (StoreFullException e) {
            LOG.debug("Uploads are not flushed ahead of their records: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
