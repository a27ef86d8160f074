package carnet.consensus.block;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads exactly one block, transaction by transaction: each has keys, which take time to decode, and a block may hold
 * thousands. Its hash is known before the first of them.
 */
public final class BlockReader {
    private static final int SMALLEST_TRANSACTION_BYTES = Integer.BYTES + Transaction.MIN_BYTES;

    private final ByteReader in;
    private final Header header;
    private final Seal seal;
    private final int count;
    private final List<Transaction> transactions = new ArrayList<>();

    /**
     * Begins with header and seal.
     *
     * @param bytes of the block; not copied
     */
    public BlockReader(byte[] bytes) throws DecodeException {
        if (bytes.length > Block.MAX_BYTES) {
            throw new DecodeException("block has " + bytes.length + " bytes, the limit is " + Block.MAX_BYTES);
        }
        in = new ByteReader(bytes);
        header = Header.read(in);
        seal = Seal.read(in);
        count = in.u32("transaction count", in.remaining() / SMALLEST_TRANSACTION_BYTES);
    }

    /** Returns the hash of the header, whatever follows it. */
    public Hash hash() {
        return header.hash();
    }

    /** Returns whether a transaction is to be read. */
    public boolean hasMore() {
        return transactions.size() < count;
    }

    /** Reads one transaction. */
    public void next() throws DecodeException {
        transactions.add(Transaction.decode(in.bytes("transaction", Transaction.MAX_BYTES)));
    }

    /**
     * Reads the rest and returns the extended header. The transactions are hashed and not decoded: a reader that trusts the
     * bytes needs no keys for it.
     */
    public ExtendedHeader endWithHeader() throws DecodeException {
        List<Hash> leaves = Block.leafHashes(seal, transactions);
        while (leaves.size() <= count) {
            leaves.add(MerkleTree.leafHash(in.bytes("transaction", Transaction.MAX_BYTES)));
        }
        Signature signature = in.signature("miner signature");
        in.end();
        return new ExtendedHeader(header, seal, MerkleTree.pathOfFirst(leaves), signature);
    }

    /** Reads what follows the last transaction and returns the block. */
    public Block end() throws DecodeException {
        Block block = new Block(header, seal, transactions, in.signature("miner signature"));
        in.end();
        return block;
    }
}
