package carnet.node.sim;

import carnet.consensus.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A node said "accepted": whatever happens to it, the transaction ends in a block or expires, and its content stays.
 *
 * @param node the node's number
 * @param transaction what it accepted
 * @param file the content, for a record
 */
record Promise(int node, Transaction transaction, @Nullable RecordFile file) {}
