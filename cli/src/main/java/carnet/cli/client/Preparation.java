package carnet.cli.client;

import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.record.HashId;
import carnet.crypto.record.KeyBox;
import java.nio.file.Path;

/** What became of the first part of putting a file: all but the record itself. */
public sealed interface Preparation {
    /**
     * The node has every block of the payload; the record can be submitted.
     *
     * @param hashId the record's name
     * @param payload the ciphertext
     * @param sizeBytes size of the plain file
     * @param transaction puts the record, signed
     * @param keyBox goes with it
     * @param savedKeyBox the file from which a broken upload is resumed
     */
    record Ready(HashId hashId, Cid payload, long sizeBytes, Transaction transaction, KeyBox keyBox, Path savedKeyBox)
            implements Preparation {}

    /** There is nothing to do. */
    record Needless(Upload.PutBefore upload) implements Preparation {}
}
