package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import org.junit.jupiter.api.Test;

/** A listed node shows everybody headers of blocks that it does not send. */
class WithheldBlocksTest {
    private static final int BLOCKS_BEFORE = 30;
    private static final long WHILE_MILLIS = 3_000;
    private static final int RECORDS = 10;
    private static final long SLOW_MILLIS = 1_000;

    @Test
    void itStopsNobodyThoughItGivesOtherBlocks() {
        assertThat(millisOfRecordsWhileWithholding(4)).isLessThan(RECORDS * SLOW_MILLIS);
    }

    @Test
    void norWhereOneMinerMaySignBlocksInARow() {
        assertThat(millisOfRecordsWhileWithholding(2)).isLessThan(RECORDS * SLOW_MILLIS);
    }

    private static long millisOfRecordsWhileWithholding(int honest) {
        Story story = Story.of(Setup.healthy(honest).withHostile(), 1);
        for (int i = 0; i < BLOCKS_BEFORE; i++) {
            putAndWait(story);
        }
        Withholder withholder = new Withholder(story);
        withholder.start();
        story.world().run(WHILE_MILLIS);
        long begin = story.world().timeline().nowMillis();
        for (int i = 0; i < RECORDS; i++) {
            putAndWait(story);
        }
        assertThat(withholder.given()).as("other blocks that it gave").isPositive();
        return story.world().timeline().nowMillis() - begin;
    }

    private static void putAndWait(Story story) {
        Transaction transaction = story.put(B);
        story.until("in a block", () -> story.isInBlock(A, transaction));
    }
}
