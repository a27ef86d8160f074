package carnet.node.api;

import carnet.consensus.tx.PutRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one truth about a record: accepted, k of n, in block, and for anything not yet there a reason and an age.
 *
 * @param owner the owner's first registered key, hexadecimal
 * @param hashId the HashID, hexadecimal
 * @param txid the transaction that put it, hexadecimal
 * @param payloadCid the ciphertext's content identifier
 * @param keyBoxCid the key box's content identifier
 * @param profile the UnixFS profile's name
 * @param recordClass "picture", "video", "text" or "other"
 * @param sizeClass smallest k with ciphertext bytes at most 2^k
 * @param state "accepted" (in the pool), "in block" or "expired"
 * @param held whether this node holds payload and key box in full
 * @param replicas how many of {@code nodes} nodes are known to hold it in full
 * @param nodes how many nodes should
 * @param holders ids of the nodes known to hold it
 * @param timeMillis the owner's time of the transaction
 * @param blockHash the block that holds it, hexadecimal, or null
 * @param height that block's height, or null
 * @param blockTimestampMillis that block's own time, or null
 * @param irreversible whether the block is final; false as long as no votes exist
 * @param reason what is waited for, in plain English, or null
 * @param ageMillis how long that has been waited for
 */
public record RecordStatus(
        String owner,
        String hashId,
        String txid,
        String payloadCid,
        String keyBoxCid,
        String profile,
        String recordClass,
        int sizeClass,
        String state,
        boolean held,
        int replicas,
        int nodes,
        List<String> holders,
        long timeMillis,
        @Nullable String blockHash,
        @Nullable Long height,
        @Nullable Long blockTimestampMillis,
        boolean irreversible,
        @Nullable String reason,
        long ageMillis) {

    /** Refuses a size class that there is not. */
    public RecordStatus {
        if (sizeClass < 0 || sizeClass > PutRecord.MAX_SIZE_CLASS) {
            throw new IllegalArgumentException("there is no size class " + sizeClass);
        }
    }
}
