package carnet.storage.kv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB's options, sized for a board with 1 GB of memory and an SD card: bounded memory and files, a log that is
 * synced with each commit and replayed strictly, and no write while nothing happens.
 */
final class RocksSettings implements AutoCloseable {
    /** Block cache, index blocks and memtables of all columns together. */
    static final long MEMORY_BYTES = 16L << 20;

    /** What of {@link #MEMORY_BYTES} memtables may take before RocksDB writes them out. */
    static final long MEMTABLES_BYTES = 8L << 20;

    /** Memtable of one column. */
    static final long MEMTABLE_BYTES = 4L << 20;

    /** First allocation of a memtable: small, since twelve columns have one each. */
    static final long ARENA_BLOCK_BYTES = 64L << 10;

    /** All write-ahead logs: bounds the disk they take and the time to replay them at start. */
    static final long LOGS_BYTES = 32L << 20;

    /** Open table files, well below the usual 1,024 descriptors of a process. */
    static final int OPEN_FILES = 128;

    /** Bloom filter of a memtable as a share of it: 40 KiB, 12 bits for each of the small rows that fit. */
    private static final double MEMTABLE_FILTER_SHARE = 0.01;

    private static final int BLOCK_BYTES = 8 << 10;
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final long TABLE_FILE_BYTES = 16L << 20;
    private static final long FIRST_LEVEL_BYTES = 64L << 20;
    private static final int CACHE_SHARD_BITS = 2;
    private static final long MANIFEST_BYTES = 1L << 20;
    private static final long MANIFEST_STEP_BYTES = 64L << 10;
    private static final long INFO_LOG_BYTES = 1L << 20;
    private static final int INFO_LOG_FILES = 2;
    private static final int BACKGROUND_JOBS = 2;

    /** In order of creation; freed in the opposite order. */
    private final Deque<RocksObject> owned = new ArrayDeque<>();

    private final DBOptions database;
    private final ColumnFamilyOptions column;
    private final ReadOptions read;
    private final WriteOptions synced;
    private final WriteOptions buffered;

    RocksSettings() {
        Cache cache = own(new LRUCache(MEMORY_BYTES, CACHE_SHARD_BITS));
        WriteBufferManager memtables = own(new WriteBufferManager(MEMTABLES_BYTES, cache));
        database = own(databaseOptions()).setWriteBufferManager(memtables);
        column = own(columnOptions(cache, own(new BloomFilter(BLOOM_BITS_PER_KEY))));
        read = own(new ReadOptions()).setVerifyChecksums(true);
        synced = own(new WriteOptions()).setSync(true);
        buffered = own(new WriteOptions()).setSync(false);
    }

    /** Returns the bytes that a database takes: its cache with the memtables, counted as full, and open tables beside it. */
    static long memoryBytes(RocksDB database, List<ColumnFamilyHandle> columns) throws RocksDBException {
        long cached = database.getLongProperty(columns.get(0), "rocksdb.block-cache-usage");
        long bytes = Math.max(cached, MEMORY_BYTES);
        for (ColumnFamilyHandle column : columns) {
            bytes += database.getLongProperty(column, "rocksdb.estimate-table-readers-mem");
        }
        return bytes;
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions column() {
        return column;
    }

    ReadOptions read() {
        return read;
    }

    WriteOptions write(Durability durability) {
        return durability == Durability.SYNCED ? synced : buffered;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.removeLast().close();
        }
    }

    /**
     * A torn record at the end of a log is the batch that a crash interrupted: dropped. One in the middle means that
     * synced batches are gone: RocksDB's default would open without them, this refuses.
     */
    private static DBOptions databaseOptions() {
        Properties withoutSetter = new Properties();
        withoutSetter.setProperty("track_and_verify_wals_in_manifest", "true");
        DBOptions options = DBOptions.getDBOptionsFromProps(withoutSetter);
        if (options == null) {
            throw new IllegalStateException("this RocksDB does not know track_and_verify_wals_in_manifest");
        }
        return options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setManualWalFlush(false)
                .setMaxTotalWalSize(LOGS_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setMaxManifestFileSize(MANIFEST_BYTES)
                .setManifestPreallocationSize(MANIFEST_STEP_BYTES)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOG_FILES)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /**
     * Hashes, signatures and ciphertext do not compress; compaction by age would write while the chain is silent. Most rows
     * that are asked for are not there, since what is new must not be known yet: memtables have filters too.
     */
    private static ColumnFamilyOptions columnOptions(Cache cache, BloomFilter filter) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(filter)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(2)
                .setArenaBlockSize(ARENA_BLOCK_BYTES)
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE)
                .setMemtableWholeKeyFiltering(true)
                .setTargetFileSizeBase(TABLE_FILE_BYTES)
                .setMaxBytesForLevelBase(FIRST_LEVEL_BYTES)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setTtl(0)
                .setPeriodicCompactionSeconds(0);
    }

    private <T extends RocksObject> T own(T object) {
        owned.addLast(object);
        return object;
    }
}
