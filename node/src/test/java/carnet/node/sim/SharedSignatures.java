package carnet.node.sim;

import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.SignatureCheck;
import java.util.HashMap;
import java.util.Map;

/**
 * Real verification, remembered by the hash of all bytes for the whole simulated network: the verdict is the same on every
 * node, and one processor plays them all.
 */
final class SharedSignatures implements SignatureCheck {
    private final Map<Hash, Boolean> verdicts = new HashMap<>();

    @Override
    public boolean holds(Transaction transaction) {
        return verdicts.computeIfAbsent(transaction.fullHash(), hash -> transaction.signatureHolds());
    }
}
