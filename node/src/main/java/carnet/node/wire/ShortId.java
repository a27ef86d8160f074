package carnet.node.wire;

import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.nio.ByteBuffer;

/**
 * The six bytes that name a transaction within one block: the first of SHA-256(block hash | full hash). Nobody can prepare
 * two transactions with the same name, since the block hash is known only when the block is complete; and a block that was
 * put together wrongly has another Merkle root.
 */
public final class ShortId {
    /** Length of a short id on the wire. */
    public static final int LENGTH_BYTES = 6;

    private static final int UNUSED_BITS = Long.SIZE - LENGTH_BYTES * Byte.SIZE;

    private ShortId() {}

    /** Returns the short id of a transaction in a block, at least 0 and below 2^48. */
    public static long of(Hash block, Transaction transaction) {
        Hash digest = Sha256.of(block.bytes(), transaction.fullHash().bytes());
        return ByteBuffer.wrap(digest.bytes()).getLong() >>> UNUSED_BITS;
    }
}
