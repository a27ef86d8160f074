package carnet.storage.chain;

import carnet.consensus.tx.Transaction;

/**
 * A row of {@code POOL}: {@code admitted 8 | transaction}.
 *
 * @param transaction what this node accepted and no block of the best chain holds yet
 * @param admittedAtMillis the node's clock at admission
 */
public record PendingTransaction(Transaction transaction, long admittedAtMillis) {}
