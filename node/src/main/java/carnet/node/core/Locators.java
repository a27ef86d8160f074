package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import java.util.ArrayList;
import java.util.List;

/** What a question for headers names: hashes of known blocks, newest first. The answer follows the first that it knows. */
final class Locators {
    /** Newest blocks that are all named. */
    private static final int DENSE = 9;

    private final BlockTree tree;
    private final Hash genesis;

    Locators(BlockTree tree, Hash genesis) {
        this.tree = tree;
        this.genesis = genesis;
    }

    /** Returns hashes of the chain that ends with {@code tip}, ever further apart, block 0 last. */
    List<Hash> of(BlockMeta tip) {
        Ancestry chain = tree.chainTo(tip);
        List<Hash> locator = new ArrayList<>();
        long step = 1;
        for (long height = tip.height(); height > 0; height -= step) {
            locator.add(chain.at(height).hash());
            if (locator.size() >= DENSE) {
                step *= 2;
            }
        }
        locator.add(genesis);
        return locator;
    }

    /**
     * Returns hashes from which to go on after a peer showed that it has a known block. Of a block of the best chain there
     * are some above it in even steps, since the peer's chain leaves this one somewhere there; those below it are for a
     * peer whose chain was reorganized.
     */
    List<Hash> above(BlockMeta known, BlockMeta best) {
        Ancestry chain = tree.chainTo(best);
        long above = best.height() - known.height();
        if (above <= 0 || !chain.at(known.height()).hash().equals(known.hash())) {
            return of(known);
        }
        long step = 1 + (above - 1) / CoreLimits.FINE_LOCATOR;
        List<Hash> locator = new ArrayList<>();
        for (long height = best.height(); height > known.height(); height -= step) {
            locator.add(chain.at(height).hash());
        }
        locator.addAll(of(known));
        return locator;
    }
}
