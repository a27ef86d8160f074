package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.crypto.hash.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last blocks that came: several peers ask for them at once, and a block beside the best chain may become part of it a
 * moment later. To decode them each time is dear.
 */
final class RecentBlocks {
    private final Map<Hash, Entry> blocks = new LinkedHashMap<>();
    private int bytes;

    private record Entry(Block block, int bytes, boolean executed) {}

    /** Adds a block whose transactions nobody verified yet. */
    void add(Block block) {
        put(new Entry(block, block.sizeBytes(), false));
    }

    /** Adds a block that was executed, or makes it the newest. */
    void addExecuted(Block block) {
        put(new Entry(block, block.sizeBytes(), true));
    }

    private void put(Entry entry) {
        remove(entry.block().hash());
        blocks.put(entry.block().hash(), entry);
        bytes += entry.bytes();
        while (blocks.size() > CoreLimits.RECENT_BLOCKS || bytes > CoreLimits.RECENT_BLOCK_BYTES) {
            remove(blocks.keySet().iterator().next());
        }
    }

    /** Forgets a block, if it is here. */
    void remove(Hash hash) {
        Entry removed = blocks.remove(hash);
        bytes -= removed == null ? 0 : removed.bytes();
    }

    /** Returns those that were executed, whose transactions need not be verified again. */
    List<Block> executed() {
        return blocks.values().stream()
                .filter(Entry::executed)
                .map(Entry::block)
                .toList();
    }

    @Nullable
    Block find(Hash hash) {
        Entry entry = blocks.get(hash);
        return entry == null ? null : entry.block();
    }
}
