package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.fork.ForkChoice;
import carnet.crypto.hash.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Three lawful blocks of the hostile miner on one parent, made at a moment when it is its turn. */
final class ThreeSiblings {
    private final Story story;
    private final Hostile miner;

    ThreeSiblings(Story story) {
        this.story = story;
        this.miner = Objects.requireNonNull(story.world().hostileNode());
    }

    /** Returns the three, the one that fork choice likes least last. */
    List<Block> made() {
        ForgedBlocks.Draft turn = turn();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            blocks.add(miner.blocks().forge().mined(turn.at(turn.timestampMillis() + i)));
        }
        Comparator<Block> likedLeast = Comparator.comparing(
                block -> BlockMeta.child(turn.parent(), block.header(), block.seal(), Hash.ZERO), ForkChoice.ORDER);
        blocks.sort(likedLeast.reversed());
        return blocks;
    }

    /** Lets blocks be made until the hostile node comes first. */
    private ForgedBlocks.Draft turn() {
        while (true) {
            story.world().run(5_000);
            var waiting = story.put(Story.A);
            story.until("accepted", () -> story.isPending(Story.A, waiting));
            long nowMillis = story.world().timeline().nowMillis();
            ForgedBlocks.Draft draft = miner.blocks()
                    .draft(Attack.WITHHELD_BLOCK, story.machine(Story.A).disk(), nowMillis);
            boolean onHead = draft != null && draft.parent().height() == story.height(Story.A);
            if (draft != null && onHead && draft.seal().rank() == 0) {
                return draft;
            }
            story.agree();
        }
    }
}
