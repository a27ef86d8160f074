package carnet.storage.chain;

import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerView;
import carnet.storage.kv.Column;
import carnet.storage.kv.KeyValueReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's state at the stored head. */
record StoredState(KeyValueReader store) implements LedgerView {
    @Override
    public byte @Nullable [] get(LedgerKey key) {
        return store.get(Column.STATE, key.bytes());
    }

    /** Reads as many pages as it takes: what a block does to the state may not depend on the size of a page. */
    @Override
    public List<Entry> scan(LedgerKey from, LedgerKey to, int limit) {
        List<Entry> entries = new ArrayList<>();
        byte[] next = from.bytes();
        while (entries.size() < limit) {
            int rows = Math.min(limit - entries.size(), KeyValueReader.MAX_SCAN_ROWS);
            List<carnet.storage.kv.Entry> page = store.scan(Column.STATE, next, to.bytes(), rows);
            for (carnet.storage.kv.Entry row : page) {
                entries.add(new Entry(LedgerKey.of(row.key()), row.value()));
            }
            if (page.size() < rows) {
                break;
            }
            byte[] last = page.get(rows - 1).key();
            next = Arrays.copyOf(last, last.length + 1);
        }
        return entries;
    }
}
