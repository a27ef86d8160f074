package carnet.consensus.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port through which rules read the state after one block. Implementations may read a disk; none may change. */
public interface LedgerView {
    /** Returns the value of a key, or null. */
    byte @Nullable [] get(LedgerKey key);

    /** Returns the entries from {@code from} on and before {@code to}, in order, at most {@code limit}. */
    List<Entry> scan(LedgerKey from, LedgerKey to, int limit);

    /** A key and its value. */
    record Entry(LedgerKey key, byte[] value) {}
}
