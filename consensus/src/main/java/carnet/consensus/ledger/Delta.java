package carnet.consensus.ledger;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of changes to the state, in the order of the keys: what a block does, or what undoes it.
 *
 * <pre>
 *   count 4 | (key length 4, key | present 1 | [value length 4, value])*
 * </pre>
 *
 * The encoding is canonical, since its hash goes into the next block's parent state (RULES 2).
 */
public final class Delta {
    /** Most bytes of one value: the largest policy list fits. */
    public static final int MAX_VALUE_BYTES = 128 * 1024;

    private static final int MAX_ENTRIES = 1 << 20;

    private final SortedMap<LedgerKey, Change> changes;

    private Delta(SortedMap<LedgerKey, Change> changes) {
        this.changes = Collections.unmodifiableSortedMap(changes);
    }

    /**
     * The new value of one key.
     *
     * @param value the bytes, or null when the key is removed
     */
    public record Change(byte @Nullable [] value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Change change && Arrays.equals(value, change.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** Copies the map. */
    public static Delta of(SortedMap<LedgerKey, Change> changes) {
        return new Delta(new TreeMap<>(changes));
    }

    /** Returns the changes, in the order of the keys; cannot be modified. */
    public SortedMap<LedgerKey, Change> changes() {
        return changes;
    }

    /** Returns what would bring {@code before} back after this delta. */
    public Delta undo(LedgerView before) {
        SortedMap<LedgerKey, Change> previous = new TreeMap<>();
        for (LedgerKey key : changes.keySet()) {
            previous.put(key, new Change(before.get(key)));
        }
        return new Delta(previous);
    }

    /** Reads exactly one delta. */
    public static Delta decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        SortedMap<LedgerKey, Change> changes = new TreeMap<>();
        for (int left = in.u32("entry count", MAX_ENTRIES); left > 0; left--) {
            byte[] key = in.bytes("key", LedgerKey.MAX_BYTES);
            if (key.length == 0) {
                throw new DecodeException("key is empty");
            }
            LedgerKey ledgerKey = LedgerKey.of(key);
            if (!changes.isEmpty() && changes.lastKey().compareTo(ledgerKey) >= 0) {
                throw new DecodeException("keys are out of order");
            }
            changes.put(ledgerKey, new Change(in.bool("present") ? in.bytes("value", MAX_VALUE_BYTES) : null));
        }
        in.end();
        return new Delta(changes);
    }

    /** Returns the canonical encoding. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter().u32(changes.size());
        changes.forEach((key, change) -> {
            out.bytes(key.bytes());
            byte[] value = change.value();
            out.bool(value != null);
            if (value != null) {
                out.bytes(value);
            }
        });
        return out.toBytes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delta delta && changes.equals(delta.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }
}
