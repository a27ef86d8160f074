package carnet.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every key-value store does. */
abstract class KeyValueStoreContract {
    @TempDir
    Path directory;

    KeyValueStore store;

    abstract KeyValueStore open(Path directory);

    @BeforeEach
    void openStore() {
        store = open(directory);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void returnsWhatABatchWroteInEveryColumn() {
        Batch batch = new Batch();
        for (Column column : Column.values()) {
            batch.put(column, bytes("key"), bytes(column.stableName()));
        }
        store.write(batch, Durability.SYNCED);
        for (Column column : Column.values()) {
            assertThat(store.get(column, bytes("key"))).isEqualTo(bytes(column.stableName()));
        }
    }

    @Test
    void theLastChangeOfAKeyInABatchCounts() {
        store.write(new Batch().put(Column.STATE, bytes("a"), bytes("0")), Durability.BUFFERED);
        store.write(
                new Batch()
                        .delete(Column.STATE, bytes("a"))
                        .put(Column.STATE, bytes("a"), bytes("1"))
                        .put(Column.STATE, bytes("b"), bytes("2"))
                        .delete(Column.STATE, bytes("b"))
                        .delete(Column.STATE, bytes("never there")),
                Durability.BUFFERED);
        assertThat(store.get(Column.STATE, bytes("a"))).isEqualTo(bytes("1"));
        assertThat(store.get(Column.STATE, bytes("b"))).isNull();
    }

    @Test
    void scansInUnsignedOrderFromInclusiveToExclusive() {
        byte[][] keys = {{0}, {0, 0}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {(byte) 0xff, 0}};
        Batch batch = new Batch();
        for (int i = keys.length - 1; i >= 0; i--) {
            batch.put(Column.POOL, keys[i], new byte[] {(byte) i});
        }
        store.write(batch.put(Column.WANTED, new byte[] {0x7f}, bytes("another column")), Durability.BUFFERED);
        assertThat(scanned(new byte[] {0}, null, 10)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(scanned(new byte[] {0, 0}, keys[4], 10)).containsExactly(1, 2, 3);
        assertThat(scanned(new byte[] {0, 0}, keys[4], 2)).containsExactly(1, 2);
        assertThat(scanned(keys[4], keys[4], 10)).isEmpty();
        assertThat(scanned(keys[4], keys[2], 10)).isEmpty();
        assertThat(scanned(new byte[0], keys[1], 10)).containsExactly(0);
    }

    @Test
    void readsALongRangePageByPage() {
        Random random = new Random(1);
        Batch batch = new Batch();
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[1 + random.nextInt(4)];
            random.nextBytes(key);
            batch.put(Column.CHUNKS, key, key);
        }
        store.write(batch, Durability.BUFFERED);
        List<Entry> whole = store.scan(Column.CHUNKS, new byte[0], null, KeyValueStore.MAX_SCAN_ROWS);
        List<Entry> paged = new ArrayList<>();
        byte[] from = new byte[0];
        for (List<Entry> page = store.scan(Column.CHUNKS, from, null, 7);
                !page.isEmpty();
                page = store.scan(Column.CHUNKS, from, null, 7)) {
            paged.addAll(page);
            from = Arrays.copyOf(
                    page.get(page.size() - 1).key(), page.get(page.size() - 1).key().length + 1);
        }
        assertThat(paged).hasSizeGreaterThan(400).isEqualTo(whole);
    }

    @Test
    void aSnapshotStaysWhatItWasUntilItIsClosed() {
        store.write(
                new Batch().put(Column.STATE, bytes("a"), bytes("1")).put(Column.STATE, bytes("b"), bytes("1")),
                Durability.BUFFERED);
        KeyValueSnapshot snapshot = store.snapshot();
        store.write(
                new Batch()
                        .put(Column.STATE, bytes("a"), bytes("2"))
                        .delete(Column.STATE, bytes("b"))
                        .put(Column.STATE, bytes("c"), bytes("2")),
                Durability.SYNCED);
        assertThat(snapshot.get(Column.STATE, bytes("a"))).isEqualTo(bytes("1"));
        assertThat(snapshot.get(Column.STATE, bytes("c"))).isNull();
        assertThat(snapshot.scan(Column.STATE, new byte[0], null, 10))
                .extracting(row -> new String(row.key(), StandardCharsets.UTF_8))
                .containsExactly("a", "b");
        assertThat(store.get(Column.STATE, bytes("a"))).isEqualTo(bytes("2"));
        snapshot.close();
        snapshot.close();
        assertThatIllegalStateException().isThrownBy(() -> snapshot.get(Column.STATE, bytes("a")));
    }

    @Test
    void closingTheStoreClosesItsSnapshots() {
        KeyValueSnapshot snapshot = store.snapshot();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> snapshot.scan(Column.STATE, new byte[0], null, 1));
        snapshot.close();
    }

    @Test
    void keepsEmptyAndLargeValues() {
        byte[] large = new byte[4 << 20];
        new Random(2).nextBytes(large);
        store.write(
                new Batch().put(Column.BLOCKS, bytes("empty"), new byte[0]).put(Column.BLOCKS, bytes("large"), large),
                Durability.SYNCED);
        assertThat(store.get(Column.BLOCKS, bytes("empty"))).isEmpty();
        assertThat(store.get(Column.BLOCKS, bytes("large"))).isEqualTo(large);
    }

    @Test
    void whatACallerDoesToAReturnedArrayDoesNotReachTheStore() {
        store.write(new Batch().put(Column.STATE, bytes("a"), bytes("value")), Durability.BUFFERED);
        store.scan(Column.STATE, new byte[0], null, 1).get(0).value()[0] = 'X';
        store.scan(Column.STATE, new byte[0], null, 1).get(0).key()[0] = 'X';
        byte[] value = Objects.requireNonNull(store.get(Column.STATE, bytes("a")));
        assertThat(value).isEqualTo(bytes("value"));
        value[0] = 'X';
        assertThat(store.get(Column.STATE, bytes("a"))).isEqualTo(bytes("value"));
    }

    @Test
    void anEmptyBatchIsWelcome() {
        store.write(new Batch(), Durability.BUFFERED);
        store.write(new Batch(), Durability.SYNCED);
        assertThat(store.scan(Column.STATE, new byte[0], null, 1)).isEmpty();
    }

    @Test
    void refusesAPageWithoutBound() {
        for (int limit : new int[] {0, -1, KeyValueStore.MAX_SCAN_ROWS + 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> store.scan(Column.STATE, new byte[0], null, limit));
        }
    }

    @Test
    void useAfterCloseIsAClearError() {
        store.close();
        store.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> store.get(Column.STATE, bytes("a")))
                .withMessage("the store is closed");
        assertThatIllegalStateException().isThrownBy(() -> store.scan(Column.STATE, bytes("a"), null, 1));
        assertThatIllegalStateException().isThrownBy(() -> store.write(new Batch(), Durability.SYNCED));
    }

    private List<Integer> scanned(byte[] from, byte @Nullable [] to, int limit) {
        return store.scan(Column.POOL, from, to, limit).stream()
                .map(entry -> (int) entry.value()[0])
                .toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
