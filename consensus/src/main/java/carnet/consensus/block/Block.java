package carnet.consensus.block;

import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * A block as it travels and lies on disk. The signature is detached: it is no part of what the hash commits to, so a bad
 * one drops the message and never marks the hash invalid (DESIGN section 3).
 *
 * <pre>
 *   header 84 | seal 143 | count 4 | (length 4 | transaction)* | miner signature 64
 * </pre>
 *
 * @param header the 84 bytes that are hashed
 * @param seal leaf 0
 * @param transactions leaves 1 to n, in order
 * @param signature the miner's
 */
public record Block(Header header, Seal seal, List<Transaction> transactions, Signature signature) {
    /** Most bytes of an encoded block that any policy may allow; frames and buffers are sized by it. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    /** Bytes of an encoded block without transactions. */
    public static final int EMPTY_BYTES = Header.LENGTH_BYTES + Seal.LENGTH_BYTES + 4 + Signature.LENGTH_BYTES;

    /** Copies the list. */
    public Block {
        transactions = List.copyOf(transactions);
    }

    /** Reads exactly one block. */
    public static Block decode(byte[] bytes) throws DecodeException {
        BlockReader reader = new BlockReader(bytes);
        while (reader.hasMore()) {
            reader.next();
        }
        return reader.end();
    }

    /** Returns the encoded block. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        header.write(out);
        seal.write(out);
        out.u32(transactions.size());
        for (Transaction transaction : transactions) {
            out.bytes(transaction.bytes());
        }
        out.signature(signature);
        return out.toBytes();
    }

    /** Returns the encoded size, in bytes. */
    public int sizeBytes() {
        int size = EMPTY_BYTES;
        for (Transaction transaction : transactions) {
            size += 4 + transaction.sizeBytes();
        }
        return size;
    }

    /** Returns the block's hash. */
    public Hash hash() {
        return header.hash();
    }

    /** Returns the root that seal and transactions have; equal to the header's in an honest block. */
    public Hash computedRoot() {
        return MerkleTree.root(leafHashes(seal, transactions));
    }

    /** Returns the leaf hashes of a seal and its transactions. */
    public static List<Hash> leafHashes(Seal seal, List<Transaction> transactions) {
        List<Hash> leaves = new ArrayList<>(1 + transactions.size());
        leaves.add(MerkleTree.leafHash(seal.bytes()));
        for (Transaction transaction : transactions) {
            leaves.add(transaction.leafHash());
        }
        return leaves;
    }

    /** Returns the extended header that others sync by. */
    public ExtendedHeader extendedHeader() {
        return new ExtendedHeader(header, seal, MerkleTree.pathOfFirst(leafHashes(seal, transactions)), signature);
    }
}
