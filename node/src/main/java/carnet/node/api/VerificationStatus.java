package carnet.node.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a verification from genesis stands.
 *
 * @param state "none", "running", "ok" or "failed"
 * @param checkedBlocks blocks recomputed so far
 * @param totalBlocks blocks to recompute
 * @param checkedRecords records whose blocks were read and hashed
 * @param head hash of the last block checked, hexadecimal
 * @param problem what is wrong, where; null unless failed
 */
public record VerificationStatus(
        String state,
        long checkedBlocks,
        long totalBlocks,
        long checkedRecords,
        String head,
        @Nullable String problem) {}
