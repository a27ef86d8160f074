package carnet.node.core;

import carnet.consensus.tx.Transaction;

/**
 * The port to signature verification. Production remembers by {@link Transaction#fullHash()} what it has verified, so that
 * a signature is verified once a node (RULES 3).
 */
public interface SignatureCheck {
    /** Returns whether the transaction's signature is its sender's. */
    boolean holds(Transaction transaction);
}
