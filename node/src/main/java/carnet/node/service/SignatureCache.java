package carnet.node.service;

import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.SignatureCheck;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which transactions were found well signed, by the hash of all their bytes (RULES 3), so that a signature is
 * verified once whether it is met in the pool or in a block.
 */
public final class SignatureCache implements SignatureCheck {
    /** Remembered transactions: more than the pool holds. About 2 MiB. */
    private static final int LIMIT = 32_768;

    private final Map<Hash, Boolean> verified = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Boolean> eldest) {
            return size() > LIMIT;
        }
    });

    @Override
    public boolean holds(Transaction transaction) {
        if (verified.containsKey(transaction.fullHash())) {
            return true;
        }
        boolean holds = transaction.signatureHolds();
        if (holds) {
            verified.put(transaction.fullHash(), true);
        }
        return holds;
    }
}
