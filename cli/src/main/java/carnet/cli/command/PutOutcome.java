package carnet.cli.command;

import carnet.cli.client.Upload;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file, for people and as JSON.
 *
 * @param file as it was named
 * @param state "accepted", "replicated", "in block", "put before" or "failed"
 * @param hashId the record's name, hexadecimal
 * @param sizeBytes size of the file
 * @param payloadCid the ciphertext
 * @param txid the transaction that put the record, hexadecimal
 * @param node the node that signed the receipt
 * @param acceptedAtMillis that node's clock
 * @param startedAtMillis this machine's clock when the file was opened
 * @param tookMillis from then to the receipt
 * @param error why it failed
 * @param exitCode what the process would end with for this file alone
 */
record PutOutcome(
        String file,
        String state,
        @Nullable String hashId,
        @Nullable Long sizeBytes,
        @Nullable String payloadCid,
        @Nullable String txid,
        @Nullable String node,
        @Nullable Long acceptedAtMillis,
        @Nullable Long startedAtMillis,
        @Nullable Long tookMillis,
        @Nullable String error,
        int exitCode) {

    static PutOutcome of(String file, Upload upload, String state) {
        if (upload instanceof Upload.Accepted accepted) {
            Receipt receipt = accepted.receipt();
            return new PutOutcome(
                    file,
                    state,
                    accepted.hashId().toString(),
                    accepted.sizeBytes(),
                    accepted.payloadCid(),
                    receipt.txid(),
                    receipt.node(),
                    receipt.acceptedAtMillis(),
                    accepted.startedAtMillis(),
                    accepted.tookMillis(),
                    null,
                    ExitCode.OK.status());
        }
        Upload.PutBefore before = (Upload.PutBefore) upload;
        RecordStatus first = before.first();
        return new PutOutcome(
                file,
                "put before",
                before.hashId().toString(),
                before.sizeBytes(),
                first.payloadCid(),
                first.txid(),
                null,
                null,
                null,
                null,
                null,
                ExitCode.OK.status());
    }

    static PutOutcome failed(String file, Failure failure) {
        return new PutOutcome(
                file,
                "failed",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                failure.line(),
                failure.exitCode().status());
    }

    boolean isFailed() {
        return error != null;
    }

    /** Returns the line for people. */
    String line() {
        if (tookMillis != null) {
            return file + ": " + state + ", record " + hashId + ", " + Sizes.of(size()) + " in " + tookMillis + " ms";
        }
        return file + ": put before, nothing was sent; the first record is " + hashId + ", transaction " + txid;
    }

    private long size() {
        return sizeBytes == null ? 0 : sizeBytes;
    }
}
