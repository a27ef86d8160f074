package carnet.consensus.block;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.math.BigInteger;

/**
 * What selection, fork choice and the next block need to know of an executed block.
 *
 * @param hash the block
 * @param previousHash its parent
 * @param height distance from block 0
 * @param timestampMillis its own time
 * @param miner who mined it
 * @param rankSum sum of the ranks from block 1 to this one
 * @param totalWork sum of the work from block 1 to this one
 * @param state commitment to the ledger after this block
 */
public record BlockMeta(
        Hash hash,
        Hash previousHash,
        long height,
        long timestampMillis,
        NodeId miner,
        long rankSum,
        BigInteger totalWork,
        Hash state) {
    /** Most bytes of a number of work: 2^63 blocks of the hardest target. */
    public static final int MAX_WORK_BYTES = 40;

    /** Returns the meta of the block that {@code header} makes on top of {@code parent}. */
    public static BlockMeta child(BlockMeta parent, Header header, Seal seal, Hash state) {
        return new BlockMeta(
                header.hash(),
                header.previousHash(),
                seal.height(),
                header.timestampMillis(),
                seal.miner(),
                Math.addExact(parent.rankSum, seal.rank()),
                parent.totalWork.add(seal.target().work()),
                state);
    }

    /** Reads a stored value. */
    public static BlockMeta decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        BlockMeta meta = new BlockMeta(
                in.hash("hash"),
                in.hash("previous hash"),
                in.nonNegative("height"),
                in.nonNegative("timestamp"),
                new NodeId(in.hash("miner")),
                in.nonNegative("rank sum"),
                in.number("total work", MAX_WORK_BYTES),
                in.hash("state"));
        in.end();
        return meta;
    }

    /** Returns the value to store. */
    public byte[] bytes() {
        return new ByteWriter()
                .hash(hash)
                .hash(previousHash)
                .u64(height)
                .u64(timestampMillis)
                .hash(miner.digest())
                .u64(rankSum)
                .number(totalWork)
                .hash(state)
                .toBytes();
    }
}
