package carnet.storage.kv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * The store on disk: one RocksDB, one column family per {@link Column}.
 *
 * <p>When the disk is full, writes throw {@link StoreFullException} and reads go on; RocksDB looks for space every few
 * seconds and takes writes again by itself. After any other error of a write nothing is written any more.
 */
public final class RocksStore implements KeyValueStore {
    /** Version of what the columns hold. A store of a newer version is refused. */
    public static final int FORMAT_VERSION = 2;

    private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final RocksSettings settings;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Column, ColumnFamilyHandle> columns = new EnumMap<>(Column.class);

    /** Calls hold it for reading, so that no native memory is freed under them. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    /** Those not closed yet, in the order of their making. */
    private final Set<RocksSnapshot> snapshots = new LinkedHashSet<>();

    private final AtomicLong flushes = new AtomicLong();
    private volatile @Nullable StoreException failure;
    private boolean closed;

    private RocksStore(Path directory, RocksSettings settings, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.directory = directory;
        this.settings = settings;
        this.database = database;
        this.handles = handles;
        Iterator<ColumnFamilyHandle> opened = handles.iterator();
        opened.next(); // RocksDB's own default family stands first and stays empty
        for (Column column : Column.values()) {
            columns.put(column, opened.next());
        }
    }

    /**
     * Opens the store in {@code directory}, which is created if need be.
     *
     * @throws StoreFormatException when a newer version wrote it
     * @throws StoreCorruptException when a log or table is damaged
     * @throws StoreFullException when the disk is full
     * @throws StoreFailedException when the disk cannot be read or written, or another process has the store open
     */
    public static RocksStore open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreFailedException(
                    "The directory " + directory + " cannot be created: " + e.getMessage()
                            + ". Check that the disk is there and writable by this user.",
                    e);
        }
        requireWhole(directory);
        RocksDB.loadLibrary();
        RocksSettings settings = new RocksSettings();
        try {
            RocksStore store = open(directory, settings);
            try {
                store.checkFormat();
                return store;
            } catch (StoreException e) {
                store.close();
                throw e;
            }
        } catch (StoreException e) {
            settings.close();
            throw e;
        }
    }

    private static RocksStore open(Path directory, RocksSettings settings) {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.column()));
        for (Column column : Column.values()) {
            descriptors.add(new ColumnFamilyDescriptor(column.nameBytes(), settings.column()));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database = RocksDB.open(settings.database(), directory.toString(), descriptors, handles);
            return new RocksStore(directory, settings, database, handles);
        } catch (RocksDBException e) {
            throw RocksFailure.onOpen(directory, e);
        }
    }

    /** Without the file CURRENT, RocksDB would start an empty database beside the tables of the lost one. */
    private static void requireWhole(Path directory) {
        if (Files.exists(directory.resolve("CURRENT"))) {
            return;
        }
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(directory, "*.{sst,blob}")) {
            if (tables.iterator().hasNext()) {
                throw new StoreCorruptException("The database " + directory + " has tables but no file CURRENT."
                        + " Move the directory away and start the node again: it fetches the chain from its peers.");
            }
        } catch (IOException e) {
            throw new StoreFailedException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkFormat() {
        byte[] row = get(Column.META, FORMAT_KEY);
        if (row == null) {
            byte[] version =
                    ByteBuffer.allocate(Integer.BYTES).putInt(FORMAT_VERSION).array();
            write(new Batch().put(Column.META, FORMAT_KEY, version), Durability.SYNCED);
            return;
        }
        int version = row.length == Integer.BYTES ? ByteBuffer.wrap(row).getInt() : -1;
        if (version != FORMAT_VERSION) {
            throw new StoreFormatException("The database " + directory + " has format " + version
                    + ", this program reads format " + FORMAT_VERSION
                    + ". Install the version of the program that wrote it, or a newer one.");
        }
    }

    @Override
    public byte @Nullable [] get(Column column, byte[] key) {
        return get(column, key, settings.read());
    }

    byte @Nullable [] get(Column column, byte[] key, ReadOptions options) {
        inUse.readLock().lock();
        try {
            return database.get(handle(column), open(options), key);
        } catch (RocksDBException e) {
            throw RocksFailure.onRead(directory, e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit) {
        return scan(column, fromInclusive, toExclusive, limit, settings.read());
    }

    List<Entry> scan(Column column, byte[] fromInclusive, byte @Nullable [] toExclusive, int limit, ReadOptions base) {
        ScanLimits.require(limit);
        inUse.readLock().lock();
        try (Slice end = toExclusive == null ? null : new Slice(toExclusive);
                ReadOptions options = new ReadOptions(open(base))) {
            if (end != null) {
                options.setIterateUpperBound(end);
            }
            return scan(handle(column), options, fromInclusive, limit);
        } catch (RocksDBException e) {
            throw RocksFailure.onRead(directory, e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    private List<Entry> scan(ColumnFamilyHandle column, ReadOptions options, byte[] fromInclusive, int limit)
            throws RocksDBException {
        List<Entry> entries = new ArrayList<>();
        try (RocksIterator rows = database.newIterator(column, options)) {
            rows.seek(fromInclusive);
            while (entries.size() < limit && rows.isValid()) {
                entries.add(new Entry(rows.key(), rows.value()));
                rows.next();
            }
            rows.status();
        }
        return List.copyOf(entries);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        inUse.readLock().lock();
        try {
            requireOpen();
            StoreException earlier = failure;
            if (earlier != null) {
                throw earlier;
            }
            writeNative(batch, durability);
        } catch (RocksDBException e) {
            StoreException meaning = RocksFailure.onWrite(directory, e);
            if (!(meaning instanceof StoreFullException)) {
                failure = meaning;
            }
            throw meaning;
        } finally {
            inUse.readLock().unlock();
        }
    }

    private void writeNative(Batch batch, Durability durability) throws RocksDBException {
        if (batch.isEmpty()) {
            if (durability == Durability.SYNCED) {
                flushes.incrementAndGet();
                database.syncWal();
            }
            return;
        }
        try (WriteBatch changes = new WriteBatch()) {
            for (Batch.Change change : batch) {
                if (change instanceof Batch.Put put) {
                    changes.put(handle(put.column()), put.key(), put.value());
                } else {
                    changes.delete(handle(change.column()), change.key());
                }
            }
            if (durability == Durability.SYNCED) {
                flushes.incrementAndGet();
            }
            database.write(settings.write(durability), changes);
        }
    }

    /**
     * Returns how often a caller had the log flushed to the disk since opening. What RocksDB flushes by itself, a table
     * file for every few megabytes of rows, is not in it.
     */
    public long flushes() {
        return flushes.get();
    }

    /** Returns the bytes of memory that RocksDB takes: its cache, which counts as full since it fills, and open tables. */
    public long memoryBytes() {
        inUse.readLock().lock();
        try {
            requireOpen();
            return RocksSettings.memoryBytes(database, handles);
        } catch (RocksDBException e) {
            throw RocksFailure.onRead(directory, e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public KeyValueSnapshot snapshot() {
        inUse.writeLock().lock();
        try {
            requireOpen();
            RocksSnapshot snapshot = new RocksSnapshot(this, database.getSnapshot(), settings.read());
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /** Frees the snapshot's native memory, unless that is done. */
    void release(RocksSnapshot snapshot) {
        inUse.writeLock().lock();
        try {
            if (snapshots.remove(snapshot)) {
                snapshot.release(database);
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /**
     * Reads every table and log once and compares checksums: for a weekly job, since a row that nobody reads hides its
     * damage.
     *
     * @throws StoreCorruptException when something is damaged
     */
    public void verifyChecksums() {
        inUse.readLock().lock();
        try {
            requireOpen();
            database.verifyChecksum();
        } catch (RocksDBException e) {
            throw RocksFailure.onRead(directory, e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            snapshots.forEach(snapshot -> snapshot.release(database));
            snapshots.clear();
            handles.forEach(ColumnFamilyHandle::close);
            database.close();
            settings.close();
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private ColumnFamilyHandle handle(Column column) {
        requireOpen();
        ColumnFamilyHandle handle = columns.get(column);
        if (handle == null) {
            throw new IllegalStateException("every column has its column family");
        }
        return handle;
    }

    private ReadOptions open(ReadOptions options) {
        requireOpen();
        if (!options.isOwningHandle()) {
            throw new IllegalStateException("the snapshot is closed");
        }
        return options;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }
}
