package carnet.consensus.selection;

import carnet.consensus.block.BlockMeta;

/** The port through which selection reads one chain: the ancestors of a candidate's parent, and the parent itself. */
public interface Ancestry {
    /** Returns the last block: the parent of the candidate. */
    BlockMeta tip();

    /**
     * Returns the block of this chain at a height.
     *
     * @throws IllegalArgumentException above the tip or below 0
     */
    BlockMeta at(long height);
}
