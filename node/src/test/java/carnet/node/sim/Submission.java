package carnet.node.sim;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.node.wire.Parcel;
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
    /** Returns the transaction with those of its chunks that travel with it. */
    Parcel parcel() {
        return file == null || !(transaction.payload() instanceof PutRecord)
                ? Parcel.of(transaction)
                : new Parcel(transaction, file.small(file.keyBox()), file.small(file.payload()));
    }

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
