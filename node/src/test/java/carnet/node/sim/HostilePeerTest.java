package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.CoreLimits;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.Parcel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A listed node in the wrong hands slows or stops nobody. */
class HostilePeerTest {
    private static final int FLOOD = 2_000;

    private final List<String> lines = new ArrayList<>();

    @Test
    void aFloodOfQuestionsForBlocksIsAnsweredInParts() {
        floodWith(hash -> new Message.GetBlocks(Collections.nCopies(MessageCodec.MAX_BLOCKS, hash)));
        assertThat(sent("StoredBlock")).isBetween(1L, (long) FLOOD / 2);
    }

    @Test
    void aFloodOfQuestionsForHeadersIsAnsweredInParts() {
        floodWith(hash -> new Message.GetHeaders(List.of()));
        assertThat(sent("Headers")).isBetween(1L, (long) FLOOD / 2);
    }

    @Test
    void aNodeThatNamesTransactionsWithoutEndIsPassedByAfterAWhile() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        Dice dice = new Dice(1);
        long messages = 500;
        for (int i = 0; i < messages; i++) {
            List<Hash> names = Stream.generate(() -> Hash.of(dice.bytes(Hash.LENGTH_BYTES)))
                    .limit(MessageCodec.MAX_IDS)
                    .toList();
            hostile.sendToAll(new Message.NewTransactions(names));
            story.world().run(60);
        }
        assertThat(sent("GetTransactions")).isBetween(1L, messages * 2 / 3);
    }

    @Test
    void blocksOfABranchThatStaysBehindAreNotFetched() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        claimsMoreAndShows(story, sideHeader(story), 3);
        assertThat(sent("GetHeaders")).as("questions that it answered").isGreaterThan(3);
        assertThat(sent("GetBlocks")).isZero();
    }

    @Test
    void ofManyBlocksOfOneMinerOnOneParentTwoAreFetched() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        ForgedBlocks.Draft draft = strangersOnHead(story, hostile);
        for (int i = 0; i < 10; i++) {
            hostile.offerToAll(hostile.blocks().forge().mined(draft.at(draft.timestampMillis() - i)));
        }
        story.world().run(1_000);
        assertThat(sent("GetBlocks") + sent("GetCompactBlock")).isBetween(1L, 2L);
    }

    @Test
    void aBlockOfTheFarFutureIsNotFetched() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        ForgedBlocks.Draft draft = strangersOnHead(story, hostile);
        hostile.offerToAll(hostile.blocks().forge().mined(draft.at(draft.timestampMillis() + 60_000)));
        story.world().run(1_000);
        assertThat(sent("GetBlocks") + sent("GetCompactBlock")).isZero();
    }

    private static ForgedBlocks.Draft strangersOnHead(Story story, Hostile hostile) {
        story.world().run(5_000);
        return Objects.requireNonNull(hostile.blocks()
                .draft(
                        Attack.STRANGERS_TRANSACTION,
                        story.machine(A).disk(),
                        story.world().timeline().nowMillis()));
    }

    @Test
    void aHeaderFromTheFutureIsNotFollowed() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        ForgedBlocks.Draft draft = strangersOnHead(story, hostile);
        Block block = hostile.blocks().forge().mined(draft.at(Long.MAX_VALUE));
        claimsMoreAndShows(story, block.extendedHeader(), 1);
        assertThat(sent("GetHeaders")).isPositive();
        assertThat(sent("GetBlocks")).isZero();
        assertThat(lines).noneMatch(line -> line.contains("PeerBlamed"));
    }

    @Test
    void aNodeThatClaimsMoreAndShowsWhatAllHaveIsSentAway() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hash first = Objects.requireNonNull(story.machine(A).disk().hashAt(1));
        Block known = Objects.requireNonNull(story.machine(A).disk().block(first));
        claimsMoreAndShows(story, known.extendedHeader(), CoreLimits.STRIKES - 1);
        assertThat(lines).noneMatch(line -> line.contains("UNRESPONSIVE"));
        claimsMoreAndShows(story, known.extendedHeader(), 1);
        assertThat(lines).anyMatch(line -> line.contains("UNRESPONSIVE"));
    }

    @Test
    void aNodeThatShowsHeadersAndNeverSendsTheirBlocksIsSentAway() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        World world = story.world();
        Hostile hostile = Objects.requireNonNull(world.hostileNode());
        long nowMillis = world.timeline().nowMillis();
        ForgedBlocks.Draft draft = Objects.requireNonNull(hostile.blocks()
                .draft(Attack.STRANGERS_TRANSACTION, story.machine(A).disk(), nowMillis));
        Block block = hostile.blocks().forge().mined(draft);
        for (int i = 0; i < CoreLimits.STRIKES; i++) {
            assertThat(lines).noneMatch(line -> line.contains("UNRESPONSIVE"));
            hostile.sendToAll(new Message.Status(block.hash(), 1_000, BigInteger.ONE.shiftLeft(200), nowMillis));
            world.run(50);
            hostile.sendToAll(new Message.Headers(List.of(block.extendedHeader())));
            world.run(50);
            hostile.sendToAll(new Message.NotFound(List.of(block.hash(), Hash.ZERO)));
            world.run(50);
        }
        assertThat(sent("GetBlocks")).isEqualTo(CoreLimits.STRIKES);
        assertThat(lines).anyMatch(line -> line.contains("UNRESPONSIVE"));
    }

    @Test
    void aNodeThatSendsKnownTransactionsWithoutEndIsShutOut() {
        assertThat(bansAfter(100, 1_000, 10, Parcel::of)).isPositive();
    }

    @Test
    void soIsOneThatSendsFewWithLargeChunks() {
        byte[] chunk = new byte[Parcel.MAX_CHUNK_BYTES];
        assertThat(bansAfter(150, 60, 10, transaction -> new Parcel(transaction, chunk, new byte[0])))
                .isPositive();
    }

    @Test
    void aNodeThatPassesOnOneFalseSignatureIsShutOut() {
        assertThat(bansAfter(1, 1, 10, transaction -> Parcel.of(Forgery.resigned(transaction, new Dice(1)))))
                .isEqualTo(1);
    }

    @Test
    void aNodeThatSendsMoreTransactionsOfABlockThanItWasAskedForIsShutOut() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        // With a clock that disagrees with its only peer's, the honest node leaves mining to others.
        long nowMillis = story.world().timeline().nowMillis();
        hostile.sendToAll(new Message.Status(Hash.ZERO, 0, BigInteger.ZERO, nowMillis + 10_000));
        story.world().run(100);
        story.put(A);
        story.world().run(100);
        ForgedBlocks.Draft draft = Objects.requireNonNull(hostile.blocks()
                .draft(Attack.STRANGERS_TRANSACTION, story.machine(A).disk(), nowMillis));
        Block block = hostile.blocks().forge().mined(draft);
        lines.clear();
        hostile.offerToAll(block);
        story.until("asked for one", () -> sent("GetBlockTransactions") > 0);
        Transaction asked = block.transactions().get(0);
        hostile.sendToAll(new Message.BlockTransactions(block.hash(), List.of(asked, asked)));
        story.world().run(100);
        assertThat(lines)
                .anyMatch(line -> line.contains("PeerBlamed")
                        && line.contains("FALSE_BODY")
                        && line.contains("sends 2 transactions"));
    }

    @Test
    void aNodeWhoseCallersPutElsewhereTooIsNot() {
        assertThat(bansAfter(600, 200, 100, Parcel::of)).isZero();
    }

    /** Returns how often a node is shut out that sends one known transaction so many times in each of so many messages. */
    private static long bansAfter(int messages, int times, long everyMillis, Function<Transaction, Parcel> parcel) {
        Story story = Story.of(Setup.healthy(1).withHostile(), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        Transaction known = story.put(A);
        story.agree();
        for (int i = 0; i < messages; i++) {
            hostile.sendToAll(new Message.Parcels(Collections.nCopies(times, parcel.apply(known))));
            story.world().run(everyMillis);
        }
        return story.world().tally().get(Count.HOSTILE_BANS);
    }

    private void floodWith(Function<Hash, Message> question) {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        Hash head = Objects.requireNonNull(story.machine(A).disk().head());
        lines.clear();
        for (int i = 0; i < FLOOD; i++) {
            hostile.sendToAll(question.apply(head));
        }
        story.world().run(1_000);
    }

    /** Speaks of a block that nobody has, and answers what comes of it with one header and then with none. */
    private void claimsMoreAndShows(Story story, ExtendedHeader header, int times) {
        World world = story.world();
        Hostile hostile = Objects.requireNonNull(world.hostileNode());
        Dice dice = new Dice(1);
        for (int i = 0; i < times; i++) {
            Hash nowhere = Hash.of(dice.bytes(Hash.LENGTH_BYTES));
            long nowMillis = world.timeline().nowMillis();
            hostile.sendToAll(new Message.Status(nowhere, 1_000, BigInteger.ONE.shiftLeft(200), nowMillis));
            world.run(50);
            hostile.sendToAll(new Message.Headers(List.of(header)));
            world.run(50);
            hostile.sendToAll(new Message.Headers(List.of()));
            world.run(50);
        }
    }

    /** Returns the header of a lawful block of the hostile miner beside one that was executed long ago. */
    private static ExtendedHeader sideHeader(Story story) {
        World world = story.world();
        Hostile hostile = Objects.requireNonNull(world.hostileNode());
        while (true) {
            Transaction transaction = story.put(A);
            story.until("in a block", () -> story.isInBlock(A, transaction));
            ForgedBlocks.Draft draft = hostile.blocks()
                    .forge()
                    .draft(
                            story.machine(A).disk(),
                            5,
                            List.of(transaction),
                            world.timeline().nowMillis());
            if (draft != null && draft.parent().height() < story.height(A) - 2) {
                return hostile.blocks().forge().mined(draft).extendedHeader();
            }
        }
    }

    private long sent(String what) {
        return lines.stream().filter(line -> line.contains("send " + what)).count();
    }
}
