package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.StoredMeta;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node ended after a better block was written and before its head moved there. */
class KnownBetterBlockTest {
    private final Story story = Story.of(Setup.healthy(1).withHostile(), 1);
    private final Hostile peer = Objects.requireNonNull(story.world().hostileNode());
    private final FutureBlock maker = new FutureBlock(story);
    private Block block = maker.make(0);

    @BeforeEach
    void endAfterWriting() {
        Machine machine = story.machine(A);
        StoredMeta parent =
                Objects.requireNonNull(machine.disk().meta(block.header().previousHash()));
        machine.crash(false);
        Batch batch = new Batch();
        new ChainWriter(batch).block(block, BlockMeta.child(parent.meta(), block.header(), block.seal(), Hash.ZERO));
        machine.rightStore().write(batch, Durability.SYNCED);
        peer.answerBy((from, question) -> true);
        story.switchOn(A);
        story.world().run(600);
        assertThat(story.machine(A).disk().head()).isNotEqualTo(block.hash());
    }

    @Test
    void itsHeadMovesThereWhenAPeerStandsThere() {
        peer.sendToAll(maker.statusOf(block.hash(), BigInteger.ONE.shiftLeft(200)));
        assertMoves();
    }

    @Test
    void soItDoesWhenAPeerAnnouncesIt() {
        peer.sendToAll(maker.statusOf(Hash.ZERO, BigInteger.ZERO));
        peer.sendToAll(new Message.NewBlock(block.extendedHeader()));
        assertMoves();
    }

    @Test
    void soItDoesWhenAPeerShowsItsHeader() {
        peer.sendToAll(maker.statusOf(Hash.ZERO, BigInteger.ONE.shiftLeft(200)));
        story.world().run(50);
        peer.sendToAll(new Message.Headers(List.of(block.extendedHeader())));
        assertMoves();
    }

    private void assertMoves() {
        story.world().run(200);
        assertThat(story.world().head(A).hash()).isEqualTo(block.hash());
    }
}
