package carnet.consensus;

import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A state in memory. */
public final class MapLedger implements LedgerView {
    private final TreeMap<LedgerKey, byte[]> rows = new TreeMap<>();

    public MapLedger apply(Delta delta) {
        delta.changes().forEach((key, change) -> {
            byte[] value = change.value();
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        });
        return this;
    }

    /** All rows, for comparison. */
    public Map<LedgerKey, List<Byte>> rows() {
        Map<LedgerKey, List<Byte>> copy = new TreeMap<>();
        rows.forEach((key, value) -> {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : value) {
                bytes.add(b);
            }
            copy.put(key, bytes);
        });
        return copy;
    }

    @Override
    public byte @Nullable [] get(LedgerKey key) {
        byte[] value = rows.get(key);
        return value == null ? null : Arrays.copyOf(value, value.length);
    }

    @Override
    public List<Entry> scan(LedgerKey from, LedgerKey to, int limit) {
        return rows.subMap(from, to).entrySet().stream()
                .limit(limit)
                .map(row -> new Entry(row.getKey(), row.getValue()))
                .toList();
    }
}
