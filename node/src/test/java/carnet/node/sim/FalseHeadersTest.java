package carnet.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Seal;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A listed node answers a question for headers with two, of which the second breaks a rule of its own. */
class FalseHeadersTest {
    /** How much later the second header is than the first: whoever's turn it is, and not of the future. */
    private static final long LATER_MILLIS = 5_000;

    private final List<String> lines = new ArrayList<>();

    @Test
    void aHeaderOfAnotherHeightIsNoChild() {
        send(next -> next.with(Seals.withHeight(next.seal(), next.seal().height() + 1)));
        assertBlamed("WRONG_HEIGHT");
    }

    @Test
    void aHeaderBeforeItsTurnIsNotTaken() {
        int other = 1 - rightRank();
        send(next -> ranked(next, 1 - other).at(next.parent().timestampMillis() + 1));
        assertBlamed("TOO_EARLY");
        send(next -> ranked(next, other));
        assertBlamed("WRONG_RANK");
    }

    @Test
    void headersThatDoNotFollowEachOtherAreNoChain() {
        send(next -> new ForgedBlocks.Draft(
                new BlockMeta(
                        Hash.ZERO,
                        Hash.ZERO,
                        next.parent().height(),
                        next.parent().timestampMillis(),
                        next.parent().miner(),
                        0,
                        next.parent().totalWork(),
                        Hash.ZERO),
                next.seal(),
                next.timestampMillis(),
                next.transactions()));
        assertBlamed("UNKNOWN_PARENT");
    }

    @Test
    void thoseBeforeAHeaderFromTheFutureAreFollowedAndNobodyIsBlamed() {
        int right = rightRank();
        send(next -> ranked(next, right).at(Long.MAX_VALUE));
        assertThat(lines).noneMatch(line -> line.contains("PeerBlamed"));
        assertThat(lines).anyMatch(line -> line.contains("send GetBlocks"));
    }

    @Test
    void lawfulHeadersAreFollowed() {
        int right = rightRank();
        send(next -> ranked(next, right));
        assertThat(lines).noneMatch(line -> line.contains("PeerBlamed"));
        assertThat(lines).anyMatch(line -> line.contains("send GetBlocks"));
    }

    @Test
    void whileTwoBlocksAreFetchedNewTransactionsAreTaken() {
        int right = rightRank();
        Story story = send(next -> ranked(next, right));
        Transaction taken = story.put(Story.A);
        story.world().run(100);
        assertThat(story.isPending(Story.A, taken)).isTrue();
    }

    private int rightRank() {
        send(next -> ranked(next, 1));
        return lines.stream().anyMatch(line -> line.contains("WRONG_RANK")) ? 0 : 1;
    }

    private void assertBlamed(String rule) {
        assertThat(lines)
                .anyMatch(line -> line.contains("PeerBlamed")
                        && line.contains("INVALID_HEADERS")
                        && line.contains("detail=" + rule));
        assertThat(lines).noneMatch(line -> line.contains("send GetBlocks"));
    }

    /** Sends a header that lacks its parent to a fresh network's only honest node, which then asks for those before. */
    private Story send(UnaryOperator<ForgedBlocks.Draft> spoiled) {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        story.world().run(2 * LATER_MILLIS);
        lines.clear();
        Hostile sender = Objects.requireNonNull(story.world().hostileNode());
        ForgedBlocks forge = sender.blocks().forge();
        ForgedBlocks.Draft lawful = Objects.requireNonNull(sender.blocks()
                .draft(
                        Attack.STRANGERS_TRANSACTION,
                        story.machine(Story.A).disk(),
                        story.world().timeline().nowMillis() - LATER_MILLIS));
        Block first = forge.mined(lawful);
        BlockMeta parent = BlockMeta.child(lawful.parent(), first.header(), first.seal(), Hash.ZERO);
        Seal above = Seals.withHeight(lawful.seal(), parent.height() + 1);
        ExtendedHeader second = forge.mined(spoiled.apply(new ForgedBlocks.Draft(
                        parent, above, parent.timestampMillis() + LATER_MILLIS, lawful.transactions())))
                .extendedHeader();
        sender.sendToAll(new Message.NewBlock(second));
        story.until("asked for headers", () -> lines.stream().anyMatch(line -> line.contains("send GetHeaders")));
        sender.sendToAll(new Message.Headers(List.of(first.extendedHeader(), second)));
        story.world().run(500);
        return story;
    }

    private static ForgedBlocks.Draft ranked(ForgedBlocks.Draft draft, int rank) {
        return draft.with(Seals.withRank(draft.seal(), rank));
    }
}
