package carnet.cli.client;

import carnet.crypto.record.HashId;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;

/** What became of putting one file. */
public sealed interface Upload {
    /** Returns the record's name. */
    HashId hashId();

    /**
     * The node holds the record durably and signed for it.
     *
     * @param payloadCid the ciphertext
     * @param sizeBytes size of the plain file
     * @param startedAtMillis this machine's clock when the file was opened
     * @param tookMillis from then to the receipt
     */
    record Accepted(
            HashId hashId, String payloadCid, long sizeBytes, Receipt receipt, long startedAtMillis, long tookMillis)
            implements Upload {}

    /** The owner put this very file before: no payload was moved. */
    record PutBefore(HashId hashId, RecordStatus first, long sizeBytes) implements Upload {}
}
