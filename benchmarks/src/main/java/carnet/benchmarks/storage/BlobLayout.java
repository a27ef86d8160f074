package carnet.benchmarks.storage;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Blocks as values of RocksDB with blob files: its log, then its blob files. One synced batch for each file. */
final class BlobLayout implements Layout {
    private static final long MEMTABLE_BYTES = 8L << 20;

    private final Statistics statistics = new Statistics();
    private final Options options = new Options();
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final RocksDB database;

    BlobLayout(Path directory) throws IOException {
        RocksDB.loadLibrary();
        options.setCreateIfMissing(true)
                .setStatistics(statistics)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(1024);
        try {
            database = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void keep(Cid[] cids, byte[][] blocks) throws IOException {
        try (WriteBatch batch = new WriteBatch()) {
            for (int i = 0; i < cids.length; i++) {
                batch.put(cids[i].digest().bytes(), blocks[i]);
            }
            database.write(synced, batch);
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void settle() throws IOException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            database.flush(wait);
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
    }

    /** Flushes of the log; those of tables and blob files come on top. */
    @Override
    public long flushes() {
        return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    }

    @Override
    public void close() {
        database.close();
        synced.close();
        options.close();
        statistics.close();
    }
}
