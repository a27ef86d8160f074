package carnet.node.api;

import java.util.List;

/**
 * A block for people and scripts; all hashes hexadecimal.
 *
 * @param hash SHA-256 of the header
 * @param height from 0
 * @param previousHash the parent
 * @param timestampMillis the miner's claim
 * @param merkleRoot over seal and transactions
 * @param nonce as 16 hexadecimal digits
 * @param target as 64 hexadecimal digits
 * @param miner "Qm..." id of the miner; empty for the genesis block
 * @param minerName its name in the policy list
 * @param rank the miner's rank at this height
 * @param parentState commitment to the state before this block
 * @param sizeBytes size on the wire
 * @param transactions ids in order, without the seal
 * @param onBestChain whether it is an ancestor of the head or the head
 * @param irreversible whether it is final; false as long as no votes exist
 */
public record BlockInfo(
        String hash,
        long height,
        String previousHash,
        long timestampMillis,
        String merkleRoot,
        String nonce,
        String target,
        String miner,
        String minerName,
        int rank,
        String parentState,
        int sizeBytes,
        List<String> transactions,
        boolean onBestChain,
        boolean irreversible) {}
