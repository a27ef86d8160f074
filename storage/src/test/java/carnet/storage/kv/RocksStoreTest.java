package carnet.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksStoreTest extends KeyValueStoreContract {
    @Override
    KeyValueStore open(Path directory) {
        return RocksStore.open(directory);
    }

    @Test
    void everythingIsThereAfterReopening() {
        for (int i = 0; i < 1000; i++) {
            Durability durability = i % 100 == 0 ? Durability.SYNCED : Durability.BUFFERED;
            store.write(new Batch().put(Column.STATE, key(i), bytes("value " + i)), durability);
        }
        reopen();
        for (int i = 0; i < 1000; i++) {
            assertThat(store.get(Column.STATE, key(i))).isEqualTo(bytes("value " + i));
        }
    }

    @Test
    void onlyWhatIsSyncedIsAFlush() {
        RocksStore rows = (RocksStore) store;
        long before = rows.flushes();
        for (int i = 0; i < 10; i++) {
            rows.write(new Batch().put(Column.STATE, key(i), key(i)), Durability.BUFFERED);
        }
        assertThat(rows.flushes()).isEqualTo(before);
        rows.write(new Batch().put(Column.STATE, key(0), key(1)), Durability.SYNCED);
        rows.write(new Batch(), Durability.SYNCED);
        assertThat(rows.flushes()).isEqualTo(before + 2);
    }

    @Test
    void aTornLastRecordOfTheLogIsDroppedAndTheRestIsThere() throws IOException {
        Path copy = copyWithLogOf(100);
        Path log = largestLog(copy);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 3);
        }
        try (RocksStore reopened = RocksStore.open(copy)) {
            assertThat(reopened.get(Column.STATE, key(98))).isEqualTo(key(98));
            assertThat(reopened.get(Column.STATE, key(99))).isNull();
        }
    }

    @Test
    void aDamagedRecordInTheMiddleOfTheLogIsRefused() throws IOException {
        Path copy = copyWithLogOf(100);
        flipByte(largestLog(copy), 0.5);
        assertThatExceptionOfType(StoreCorruptException.class)
                .isThrownBy(() -> RocksStore.open(copy))
                .withMessageContaining("is damaged")
                .withMessageContaining("Move the directory away");
    }

    @Test
    void aDamagedTableIsFoundByReadingAndByTheCheck() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] value = new byte[1000];
            random.nextBytes(value);
            store.write(new Batch().put(Column.STATE, key(i), value), Durability.SYNCED);
        }
        reopen();
        store.close();
        flipByte(largest(directory, ".sst"), 0.4);
        store = RocksStore.open(directory);
        assertThatExceptionOfType(StoreCorruptException.class)
                .isThrownBy(() -> store.scan(Column.STATE, new byte[0], null, 1000));
        assertThatExceptionOfType(StoreCorruptException.class).isThrownBy(() -> ((RocksStore) store).verifyChecksums());
    }

    @Test
    void aMissingTableOrIndexFileIsRefused() throws IOException {
        store.write(new Batch().put(Column.STATE, key(1), key(1)), Durability.SYNCED);
        reopen();
        store.close();
        Path withoutCurrent = Files.createDirectory(directory.resolve("without-current"));
        copyFiles(directory, withoutCurrent);
        Files.delete(withoutCurrent.resolve("CURRENT"));
        assertThatExceptionOfType(StoreCorruptException.class).isThrownBy(() -> RocksStore.open(withoutCurrent));
        Path withoutTable = Files.createDirectory(directory.resolve("without-table"));
        copyFiles(directory, withoutTable);
        Files.delete(largest(withoutTable, ".sst"));
        assertThatExceptionOfType(StoreCorruptException.class).isThrownBy(() -> RocksStore.open(withoutTable));
    }

    @Test
    void aNewerFormatIsRefused() {
        byte[] newer =
                ByteBuffer.allocate(4).putInt(RocksStore.FORMAT_VERSION + 1).array();
        store.write(new Batch().put(Column.META, bytes("format"), newer), Durability.SYNCED);
        store.close();
        assertThatExceptionOfType(StoreFormatException.class)
                .isThrownBy(() -> RocksStore.open(directory))
                .withMessageContaining("has format 3, this program reads format 2");
    }

    @Test
    void aColumnOfANewerVersionIsRefused() throws RocksDBException {
        Path newer = directory.resolve("newer");
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB database = RocksDB.open(options, newer.toString())) {
            database.createColumnFamily(new ColumnFamilyDescriptor(bytes("from the future")))
                    .close();
        }
        assertThatExceptionOfType(StoreFormatException.class).isThrownBy(() -> RocksStore.open(newer));
    }

    @Test
    void aSecondOpeningIsRefused() {
        assertThatExceptionOfType(StoreFailedException.class)
                .isThrownBy(() -> RocksStore.open(directory))
                .withMessageContaining("is open in another process");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAFailure() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));
        assertThatExceptionOfType(StoreFailedException.class).isThrownBy(() -> RocksStore.open(file.resolve("db")));
    }

    private void reopen() {
        store.close();
        store = RocksStore.open(directory);
    }

    /** Copies the store while it is open, as a crash leaves it: the rows are only in the log. */
    private Path copyWithLogOf(int rows) throws IOException {
        for (int i = 0; i < rows; i++) {
            store.write(new Batch().put(Column.STATE, key(i), key(i)), Durability.SYNCED);
        }
        Path copy = Files.createDirectory(directory.resolve("copy"));
        copyFiles(directory, copy);
        return copy;
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static Path largestLog(Path directory) throws IOException {
        return largest(directory, ".log");
    }

    private static Path largest(Path directory, String suffix) throws IOException {
        return files(directory).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void flipByte(Path file, double position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long offset = (long) (bytes.length() * position);
            bytes.seek(offset);
            int value = bytes.read();
            bytes.seek(offset);
            bytes.write(value ^ 0x40);
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }
}
