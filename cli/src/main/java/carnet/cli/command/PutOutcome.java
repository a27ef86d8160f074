package carnet.cli.command;

import carnet.cli.client.Stage;
import carnet.cli.client.Upload;
import carnet.cli.client.Waiting;
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
 * @param acceptedMillis from then to the receipt
 * @param replicatedMillis from then until all replicas were seen, if that was waited for and came first
 * @param inBlockMillis from then until it was seen in a block, if that was waited for and came first
 * @param error why it failed, or what did not come in time
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
        @Nullable Long acceptedMillis,
        @Nullable Long replicatedMillis,
        @Nullable Long inBlockMillis,
        @Nullable String error,
        int exitCode) {
    private static final String FAILED = "failed";

    /** Says what {@code upload} came to, and whether it was seen to reach {@code stage}. */
    static PutOutcome of(String file, Upload upload, Stage stage, Waiting.Seen seen) {
        ExitCode exitCode = seen.missing() == null ? ExitCode.OK : ExitCode.LATE;
        if (upload instanceof Upload.Accepted accepted) {
            Receipt receipt = accepted.receipt();
            return new PutOutcome(
                    file,
                    (seen.missing() == null ? stage : Stage.ACCEPTED).words(),
                    accepted.hashId().toString(),
                    accepted.sizeBytes(),
                    accepted.payloadCid(),
                    receipt.txid(),
                    receipt.node(),
                    receipt.acceptedAtMillis(),
                    accepted.startedAtMillis(),
                    accepted.tookMillis(),
                    since(accepted.startedAtMillis(), seen.replicatedAtMillis()),
                    since(accepted.startedAtMillis(), seen.inBlockAtMillis()),
                    seen.missing(),
                    exitCode.status());
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
                null,
                seen.missing(),
                exitCode.status());
    }

    static PutOutcome failed(String file, Failure failure) {
        return new PutOutcome(
                file,
                FAILED,
                null,
                null,
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
        return state.equals(FAILED);
    }

    /** Returns the line for people: each clock under its own name. */
    String line() {
        if (acceptedMillis == null) {
            return file + ": put before, nothing was sent; the first record is " + hashId + ", transaction " + txid;
        }
        return file + ": " + Stage.ACCEPTED.words() + " after " + acceptedMillis + " ms"
                + clock(Stage.REPLICATED, replicatedMillis)
                + clock(Stage.IN_BLOCK, inBlockMillis)
                + ", record " + hashId + ", " + Sizes.of(sizeBytes == null ? 0 : sizeBytes);
    }

    private static String clock(Stage stage, @Nullable Long millis) {
        return millis == null ? "" : ", " + stage.words() + " after " + millis + " ms";
    }

    private static @Nullable Long since(long startMillis, @Nullable Long atMillis) {
        return atMillis == null ? null : Long.valueOf(atMillis - startMillis);
    }
}
