package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.crypto.hash.Hash;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last blocks that were added: several peers ask for them at once, and a block beside the best chain may become part of
 * it a moment later. To decode them each time is dear.
 */
final class RecentBlocks {
    private final Map<Hash, Block> blocks = new LinkedHashMap<>();
    private int bytes;

    void add(Block block) {
        if (blocks.putIfAbsent(block.hash(), block) != null) {
            return;
        }
        bytes += block.sizeBytes();
        Iterator<Block> oldestFirst = blocks.values().iterator();
        while (blocks.size() > CoreLimits.RECENT_BLOCKS || bytes > CoreLimits.RECENT_BLOCK_BYTES) {
            bytes -= oldestFirst.next().sizeBytes();
            oldestFirst.remove();
        }
    }

    Collection<Block> all() {
        return Collections.unmodifiableCollection(blocks.values());
    }

    @Nullable
    Block find(Hash hash) {
        return blocks.get(hash);
    }
}
