package carnet.storage.chain;

import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerView;
import carnet.storage.kv.Column;
import carnet.storage.kv.KeyValueStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's state at the stored head. */
record StoredState(KeyValueStore store) implements LedgerView {
    @Override
    public byte @Nullable [] get(LedgerKey key) {
        return store.get(Column.STATE, key.bytes());
    }

    @Override
    public List<Entry> scan(LedgerKey from, LedgerKey to, int limit) {
        int rows = Math.min(limit, KeyValueStore.MAX_SCAN_ROWS);
        return store.scan(Column.STATE, from.bytes(), to.bytes(), rows).stream()
                .map(row -> new Entry(LedgerKey.of(row.key()), row.value()))
                .toList();
    }
}
