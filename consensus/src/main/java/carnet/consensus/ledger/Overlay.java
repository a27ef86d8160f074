package carnet.consensus.ledger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes laid over a view, read as one state. Not safe for use by several threads. */
public final class Overlay implements LedgerView {
    private final LedgerView base;
    private final TreeMap<LedgerKey, Delta.Change> changes = new TreeMap<>();

    /** Begins without changes. */
    public Overlay(LedgerView base) {
        this.base = base;
    }

    /** Lays a whole delta on top. */
    public void apply(Delta delta) {
        changes.putAll(delta.changes());
    }

    void put(LedgerKey key, byte[] value) {
        changes.put(key, new Delta.Change(value.clone()));
    }

    void remove(LedgerKey key) {
        changes.put(key, new Delta.Change(null));
    }

    Delta delta() {
        return Delta.of(changes);
    }

    @Override
    public byte @Nullable [] get(LedgerKey key) {
        Delta.Change change = changes.get(key);
        return change != null ? change.value() : base.get(key);
    }

    @Override
    public List<Entry> scan(LedgerKey from, LedgerKey to, int limit) {
        TreeMap<LedgerKey, byte[]> merged = new TreeMap<>();
        for (Entry entry : base.scan(from, to, (int) Math.min((long) limit + changes.size(), Integer.MAX_VALUE))) {
            merged.put(entry.key(), entry.value());
        }
        for (Map.Entry<LedgerKey, Delta.Change> change :
                changes.subMap(from, to).entrySet()) {
            byte[] value = change.getValue().value();
            if (value == null) {
                merged.remove(change.getKey());
            } else {
                merged.put(change.getKey(), value);
            }
        }
        List<Entry> page = new ArrayList<>();
        Iterator<Map.Entry<LedgerKey, byte[]>> entries = merged.entrySet().iterator();
        while (page.size() < limit && entries.hasNext()) {
            Map.Entry<LedgerKey, byte[]> entry = entries.next();
            page.add(new Entry(entry.getKey(), entry.getValue()));
        }
        return page;
    }
}
