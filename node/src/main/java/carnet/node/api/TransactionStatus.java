package carnet.node.api;

import org.jspecify.annotations.Nullable;

/**
 * A transaction's fate.
 *
 * @param txid hexadecimal
 * @param type "register member", "put record"
 * @param sender the signing key, hexadecimal
 * @param validFromMillis first moment of its validity window
 * @param validUntilMillis last moment
 * @param sizeBytes its size on the wire
 * @param state "pending", "in block" or "expired"
 * @param blockHash hexadecimal, or null
 * @param height or null
 * @param index position in the block (the seal is 0), or null
 * @param irreversible whether its block is final; false as long as no votes exist
 * @param reason why it still waits or ended, in plain English, or null
 */
public record TransactionStatus(
        String txid,
        String type,
        String sender,
        long validFromMillis,
        long validUntilMillis,
        int sizeBytes,
        String state,
        @Nullable String blockHash,
        @Nullable Long height,
        @Nullable Integer index,
        boolean irreversible,
        @Nullable String reason) {}
