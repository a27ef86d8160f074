package carnet.consensus.fork;

import carnet.consensus.block.BlockMeta;
import java.util.Comparator;

/**
 * The total order over valid blocks (DESIGN section 4): more cumulative work, then the smaller sum of ranks, then the
 * lower hash. The greatest block is the head on every node that knows the same blocks. Finality puts its term, the
 * height of the highest justified checkpoint, before these.
 */
public final class ForkChoice {
    /** Orders blocks from worse to better; equal only for the same block. */
    public static final Comparator<BlockMeta> ORDER = Comparator.comparing(BlockMeta::totalWork)
            .thenComparing(Comparator.comparingLong(BlockMeta::rankSum).reversed())
            .thenComparing(Comparator.comparing(BlockMeta::hash).reversed());

    private ForkChoice() {}

    /** Returns whether {@code candidate} is better than {@code head}. */
    public static boolean isBetter(BlockMeta candidate, BlockMeta head) {
        return ORDER.compare(candidate, head) > 0;
    }
}
