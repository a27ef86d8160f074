package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.Objects;

/** A lawful block of the second listed node whose time has not come, at a moment when the first does not mine itself. */
final class FutureBlock {
    private final Story story;
    private final Hostile other;
    private Hash hash = Hash.ZERO;

    FutureBlock(Story story) {
        this.story = story;
        this.other = Objects.requireNonNull(story.world().hostileNode());
    }

    /** Makes the block and offers it to everybody. */
    void send(long aheadMillis) {
        other.offerToAll(make(aheadMillis));
    }

    /** Makes the block with what waits at the first node, this far ahead of the true time. */
    Block make(long aheadMillis) {
        long nowMillis = story.world().timeline().nowMillis();
        // With a clock that disagrees with its only peer's, the first node leaves mining to others.
        other.sendToAll(statusOf(Hash.ZERO, BigInteger.ZERO));
        story.world().run(100);
        story.put(Story.A);
        story.world().run(100);
        ForgedBlocks.Draft draft =
                other.blocks().draft(Attack.NEAR_FUTURE, story.machine(Story.A).disk(), nowMillis + aheadMillis);
        Block block = other.blocks().forge().mined(Objects.requireNonNull(draft));
        hash = block.hash();
        return block;
    }

    /** Returns a status by a clock that disagrees. */
    Message statusOf(Hash head, BigInteger work) {
        return new Message.Status(head, 1_000, work, story.world().timeline().nowMillis() + 10_000);
    }

    Hash hash() {
        return hash;
    }
}
