package carnet.node.core;

import carnet.crypto.sign.NodeId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of the disk each miner may fill with blocks that are not better than the best when they come. They stay there
 * for good, and nobody executes them, so nobody finds out that they are false.
 */
final class BesideBlocks {
    private final SortedMap<NodeId, Allowance> miners = new TreeMap<>();

    /** Returns whether a block of a listed miner may be kept, and counts it if so. */
    boolean mayKeep(NodeId miner, int sizeBytes, long nowMillis) {
        return miners.computeIfAbsent(
                        miner, key -> new Allowance(CoreLimits.BESIDE_BURST_BYTES, CoreLimits.BESIDE_BYTES_PER_MILLI))
                .take(sizeBytes, nowMillis);
    }
}
