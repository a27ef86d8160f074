package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {
    private final RecentBlocks recent = new RecentBlocks();

    @Test
    void theOldestGoesFirst() {
        List<Block> blocks = blocks(CoreLimits.RECENT_BLOCKS + 1);
        blocks.forEach(recent::add);
        assertThat(find(blocks.get(0))).isNull();
        assertThat(blocks.subList(1, blocks.size()))
                .allSatisfy(block -> assertThat(find(block)).isSameAs(block));
    }

    @Test
    void whatIsExecutedIsTheNewestAgain() {
        List<Block> blocks = blocks(CoreLimits.RECENT_BLOCKS + 1);
        blocks.subList(0, CoreLimits.RECENT_BLOCKS).forEach(recent::add);
        assertThat(recent.executed()).isEmpty();
        recent.addExecuted(blocks.get(0));
        recent.add(blocks.get(CoreLimits.RECENT_BLOCKS));
        assertThat(recent.executed()).containsExactly(blocks.get(0));
        assertThat(find(blocks.get(1))).isNull();
    }

    @Test
    void theirBytesAreBoundedAndEachCountsOnce() {
        int half = CoreLimits.RECENT_BLOCK_BYTES / SampleBlocks.TRANSACTION.sizeBytes() / 2;
        Block first = SampleBlocks.block(1, half);
        Block second = SampleBlocks.block(2, half);
        recent.add(first);
        recent.add(first);
        assertThat(find(first)).isSameAs(first);
        recent.add(second);
        assertThat(find(first)).isNull();
        assertThat(find(second)).isSameAs(second);
    }

    @Test
    void whatTurnedOutToBeInvalidIsForgotten() {
        Block block = SampleBlocks.block(1, 1);
        recent.add(block);
        recent.remove(block.hash());
        assertThat(find(block)).isNull();
    }

    private @Nullable Block find(Block block) {
        return recent.find(block.hash());
    }

    private static List<Block> blocks(int count) {
        return IntStream.range(0, count).mapToObj(i -> SampleBlocks.block(i, 1)).toList();
    }
}
