package carnet.node.service;

import carnet.consensus.block.Block;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.crypto.hash.Hash;
import carnet.node.api.BlockInfo;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the best chain's blocks, and those that are not on it any more. */
final class BlockQueries {
    private final Genesis genesis;
    private final ChainReader stored;

    BlockQueries(Genesis genesis, ChainReader stored) {
        this.genesis = genesis;
        this.stored = stored;
    }

    List<BlockInfo> blocks(long fromHeight, int limit) {
        List<BlockInfo> blocks = new ArrayList<>();
        for (long height = fromHeight; blocks.size() < limit; height++) {
            BlockInfo block = blockAt(height);
            if (block == null) {
                break;
            }
            blocks.add(block);
        }
        return blocks;
    }

    @Nullable
    BlockInfo block(String heightOrHash) {
        if (heightOrHash.length() == 2 * Hash.LENGTH_BYTES) {
            return block(Hash.fromHex(heightOrHash));
        }
        return blockAt(Long.parseLong(heightOrHash));
    }

    private @Nullable BlockInfo blockAt(long height) {
        Hash hash = stored.hashAt(height);
        return hash == null ? null : block(hash);
    }

    private @Nullable BlockInfo block(Hash hash) {
        if (hash.equals(genesis.hash())) {
            return BlockText.genesis(genesis);
        }
        Block block = stored.block(hash);
        StoredMeta meta = stored.meta(hash);
        if (block == null || meta == null) {
            return null;
        }
        Hash onBestChain = stored.hashAt(meta.meta().height());
        boolean best = onBestChain != null && onBestChain.equals(hash);
        String miner =
                genesis.policy().miner(block.seal().miner()).map(NodeCard::name).orElse("");
        return BlockText.of(block, miner, best);
    }
}
