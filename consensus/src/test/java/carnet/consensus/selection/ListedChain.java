package carnet.consensus.selection;

import carnet.consensus.SmallNetwork;
import carnet.consensus.block.BlockMeta;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A chain of metas alone: selection sees no more. */
record ListedChain(List<BlockMeta> blocks) implements Ancestry {
    static ListedChain of(SmallNetwork network) {
        return new ListedChain(new ArrayList<>(List.of(network.genesis.meta())));
    }

    /** Appends a block of this miner whose hash follows from {@code salt}. */
    void append(NodeId miner, long salt) {
        BlockMeta tip = tip();
        blocks.add(new BlockMeta(
                SmallNetwork.digest("block " + tip.hash() + salt),
                tip.hash(),
                tip.height() + 1,
                tip.timestampMillis() + 500,
                miner,
                0,
                BigInteger.ONE,
                Hash.ZERO));
    }

    /** This chain with another hash at one height. */
    ListedChain withHash(int height, Hash hash) {
        List<BlockMeta> copy = new ArrayList<>(blocks);
        BlockMeta old = copy.get(height);
        copy.set(
                height,
                new BlockMeta(
                        hash,
                        old.previousHash(),
                        old.height(),
                        old.timestampMillis(),
                        old.miner(),
                        old.rankSum(),
                        old.totalWork(),
                        old.state()));
        return new ListedChain(copy);
    }

    @Override
    public BlockMeta tip() {
        return blocks.get(blocks.size() - 1);
    }

    @Override
    public BlockMeta at(long height) {
        return blocks.get((int) height);
    }
}
