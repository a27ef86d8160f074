package carnet.storage.chain;

import carnet.crypto.hash.Hash;

/**
 * A row of {@code TX_INDEX}: {@code block hash 32 | index 4}.
 *
 * @param block the block of the best chain that holds the transaction
 * @param index its leaf in the block's tree; the seal is 0
 */
public record TransactionPlace(Hash block, int index) {}
