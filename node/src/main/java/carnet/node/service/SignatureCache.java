package carnet.node.service;

import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.SignatureCheck;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Remembers which transactions were found well signed, by the hash of all their bytes (RULES 3), so that a signature is
 * verified once whether it comes from two peers at the same time, is met in the pool or in a block. May be used by any
 * thread.
 */
public final class SignatureCache implements SignatureCheck {
    /** Remembered transactions: more than the pool holds. About 4 MiB. */
    public static final int LIMIT = 32_768;

    /** Locks for copies that are verified at the same time: many more than threads, so that others seldom wait. */
    private static final int LOCKS = 64;

    private final Predicate<Transaction> verification;
    private final Object[] locks = new Object[LOCKS];
    private final Map<Hash, Boolean> verified = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Boolean> eldest) {
            return size() > LIMIT;
        }
    });

    /** Makes an empty memory of real verifications. */
    public SignatureCache() {
        this(SignatureCache::verify);
    }

    /**
     * Makes an empty memory.
     *
     * @param verification what costs time: asked once for each transaction that is remembered, and each time for one that
     *     is not well signed
     */
    public SignatureCache(Predicate<Transaction> verification) {
        this.verification = verification;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** A registration's card remembers that it was found signed: the core then need not verify it on its one thread. */
    private static boolean verify(Transaction transaction) {
        boolean holds = transaction.signatureHolds();
        if (holds && transaction.payload() instanceof RegisterMember register) {
            register.card().signatureHolds();
        }
        return holds;
    }

    @Override
    public boolean holds(Transaction transaction) {
        Hash key = transaction.fullHash();
        if (verified.containsKey(key)) {
            return true;
        }
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            if (verified.containsKey(key)) {
                return true;
            }
            boolean holds = verification.test(transaction);
            if (holds) {
                verified.put(key, true);
            }
            return holds;
        }
    }
}
