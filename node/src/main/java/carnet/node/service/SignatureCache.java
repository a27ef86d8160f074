package carnet.node.service;

import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.SignatureCheck;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which transactions were found well signed, so that a signature is verified once whether it comes from two peers
 * at the same time, is met in the pool or in a block. Each transaction found so, with the card in it, remembers it itself:
 * what the pool keeps is verified however many others come. For copies that come later it is remembered by the hash of all
 * bytes (RULES 3), of the last ones only. May be used by any thread.
 */
public final class SignatureCache implements SignatureCheck {
    /** Remembered transactions: more than the pool holds. About 4 MiB. */
    public static final int LIMIT = 32_768;

    /** Locks for copies that are verified at the same time: many more than threads, so that others seldom wait. */
    private static final int LOCKS = 64;

    private final Predicate<Transaction> verification;
    private final Object[] locks = new Object[LOCKS];

    /** Those whose sender signed. */
    private final Map<Hash, Verdict> verified;

    private enum Verdict {
        /** But the card in it is not signed by its key. */
        SIGNED_BY_SENDER,
        WHOLLY_SIGNED
    }

    /** Makes an empty memory of real verifications. */
    public SignatureCache() {
        this(LIMIT, Transaction::signatureHolds);
    }

    /**
     * Makes an empty memory.
     *
     * @param limit how many copies are known again
     * @param verification what costs time: asked once for each transaction that is remembered, and each time for one that
     *     is not well signed
     */
    public SignatureCache(int limit, Predicate<Transaction> verification) {
        this.verification = verification;
        this.verified = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash, Verdict> eldest) {
                return size() > limit;
            }
        });
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public boolean holds(Transaction transaction) {
        if (transaction.isMarkedSigned()) {
            return true;
        }
        Verdict verdict = verdict(transaction);
        if (verdict == Verdict.WHOLLY_SIGNED) {
            transaction.markSigned();
        }
        return verdict != null;
    }

    /** Returns null when the sender did not sign. */
    private @Nullable Verdict verdict(Transaction transaction) {
        Hash key = transaction.fullHash();
        Verdict known = verified.get(key);
        if (known != null) {
            return known;
        }
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            known = verified.get(key);
            if (known == null && verification.test(transaction)) {
                known = cardHolds(transaction) ? Verdict.WHOLLY_SIGNED : Verdict.SIGNED_BY_SENDER;
                verified.put(key, known);
            }
            return known;
        }
    }

    /** Returns whether there is no card in it whose signature is false: the core need not verify it then. */
    private static boolean cardHolds(Transaction transaction) {
        return !(transaction.payload() instanceof RegisterMember register)
                || register.card().signatureHolds();
    }
}
