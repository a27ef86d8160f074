package carnet.consensus.block;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;

/**
 * Leaf 0 of every block's Merkle tree: what the five header fields have no room for, committed to by the root (RULES 2).
 *
 * <pre>
 *   version 1 | genesis 32 | height 8 | miner 32 | rank 2 | target 32 | transaction count 4 | parent state 32
 * </pre>
 *
 * @param genesis hash of block 0; zero in block 0 itself
 * @param height distance from block 0
 * @param miner who mined the block; all zero in block 0
 * @param rank the miner's rank at this height (SPEC, "Miner selection")
 * @param target what the block's hash must meet
 * @param transactionCount leaves besides this one
 * @param parentState commitment to the ledger before this block
 */
public record Seal(
        Hash genesis, long height, NodeId miner, int rank, Target target, int transactionCount, Hash parentState) {
    /** Length of the encoded seal, in bytes. */
    public static final int LENGTH_BYTES = 143;

    private static final int VERSION = 1;
    private static final int MAX_RANK = 0xffff;

    /** Refuses what has no encoding. */
    public Seal {
        if (height < 0 || rank < 0 || rank > MAX_RANK || transactionCount < 0) {
            throw new IllegalArgumentException("height, rank or transaction count does not fit its field");
        }
    }

    /** Reads exactly one encoded seal. */
    public static Seal decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        Seal seal = read(in);
        in.end();
        return seal;
    }

    /** Reads 143 bytes. */
    public static Seal read(ByteReader in) throws DecodeException {
        int version = in.u8("seal version");
        if (version != VERSION) {
            throw new DecodeException("seal version " + version + " is unknown: a newer Carnet is needed");
        }
        return new Seal(
                in.hash("genesis"),
                in.nonNegative("height"),
                new NodeId(in.hash("miner")),
                in.u16("rank"),
                new Target(in.hash("target")),
                in.u32("transaction count", Integer.MAX_VALUE),
                in.hash("parent state"));
    }

    /** Writes 143 bytes. */
    public void write(ByteWriter out) {
        out.u8(VERSION)
                .hash(genesis)
                .u64(height)
                .hash(miner.digest())
                .u16(rank)
                .hash(target.value())
                .u32(transactionCount)
                .hash(parentState);
    }

    /** Returns the bytes that leaf 0 holds. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }
}
