package carnet.benchmarks.storage;

import carnet.crypto.cid.Cid;
import java.io.IOException;

/** One way to keep blocks on the disk. Safe for several threads. */
interface Layout extends AutoCloseable {
    /** Keeps the blocks of one file and returns when they are durable. */
    void keep(Cid[] cids, byte[][] blocks) throws IOException;

    /** Writes out what is still only in a log, so that all layouts are compared in the same state. */
    void settle() throws IOException;

    /** Returns how often a file or directory was flushed to the disk. */
    long flushes();

    @Override
    void close() throws IOException;
}
