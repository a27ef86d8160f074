package carnet.node.sim;

import carnet.consensus.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What a client hands to a node.
 *
 * @param id under which the outcome is told
 * @param transaction what is submitted
 * @param file its content, for a record
 * @param fault what is wrong with it, or null
 */
record Submission(long id, Transaction transaction, @Nullable RecordFile file, @Nullable Fault fault) {
    /** What a bad client does; no node may accept any of these. */
    enum Fault {
        WRONG_NETWORK,
        EXPIRED,
        NOT_A_MEMBER,
        BAD_WINDOW,
        BAD_SIGNATURE,
        NOT_REGISTRAR
    }
}
