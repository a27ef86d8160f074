package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain that ends with a known block. It walks down to where the stored best chain begins and remembers the way, so
 * that a long branch beside it is walked once and not anew for each question.
 */
final class KnownChain implements Ancestry {
    private final BlockTree tree;
    private final ChainReader stored;

    /** What was walked so far, the tip first. */
    private final List<StoredMeta> walked = new ArrayList<>();

    KnownChain(BlockTree tree, ChainReader stored, BlockMeta tip) {
        this.tree = tree;
        this.stored = stored;
        walked.add(new StoredMeta(tip, true));
    }

    @Override
    public BlockMeta tip() {
        return walked.get(0).meta();
    }

    @Override
    public BlockMeta at(long height) {
        if (height < 0 || height > tip().height()) {
            throw new IllegalArgumentException("no block at height " + height);
        }
        int below = Math.toIntExact(tip().height() - height);
        while (below >= walked.size()) {
            StoredMeta lowest = walked.get(walked.size() - 1);
            Hash wanted = isOnStoredChain(lowest) ? stored.hashAt(height) : null;
            if (wanted != null) {
                return tree.get(wanted).meta();
            }
            walked.add(tree.get(lowest.meta().previousHash()));
        }
        return walked.get(below).meta();
    }

    /** Only executed blocks are on it. It may change between two questions. */
    private boolean isOnStoredChain(StoredMeta block) {
        return block.executed()
                && block.meta().hash().equals(stored.hashAt(block.meta().height()));
    }
}
