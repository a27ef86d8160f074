package carnet.node.service;

import carnet.node.run.GroupWorker;
import carnet.storage.content.ContentStore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Flushes what callers upload while they still upload, so that a large file's record does not wait until a slow disk has
 * taken all of it. Nothing depends on it: who promises something flushes first.
 */
final class WriteBehind implements AutoCloseable {
    /** Bytes that are flushed together: a fifth of a second on a memory card. */
    static final int FLUSH_BYTES = 2 << 20;

    private final AtomicLong unflushedBytes = new AtomicLong();
    private final GroupWorker<Long> worker;

    WriteBehind(ContentStore content, Uploads uploads, Consumer<Throwable> onFatal) {
        worker = new GroupWorker<>(
                "carnet-flush",
                Integer.MAX_VALUE,
                signals -> {
                    uploads.sync();
                    content.sync();
                },
                onFatal);
        worker.start();
    }

    /** A caller's block was stored. */
    void onStored(int sizeBytes) {
        long bytes = unflushedBytes.addAndGet(sizeBytes);
        if (bytes >= FLUSH_BYTES && unflushedBytes.compareAndSet(bytes, 0)) {
            worker.add(bytes);
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
