package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Nodes whose clocks are wrong. */
class ClockScenarioTest {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long YEAR_MILLIS = 365L * 24 * 60 * MINUTE_MILLIS;

    @Test
    void aClockAnHourAheadStopsNobody() {
        Story story = Story.ofFive();
        story.machine(B).clock().step(60 * MINUTE_MILLIS);
        for (int i = 0; i < 5; i++) {
            Transaction transaction = story.put(C);
            story.until("in a block", () -> story.isInBlock(A, transaction));
        }
        story.machine(B).clock().correct();
        story.world().run(10_000);
        Transaction last = story.put(D);
        story.until("in a block", () -> story.isInBlock(A, last));
        story.agree();
    }

    @Test
    void ofThreeThatAreLeftOneMayHaveAWrongClock() {
        for (long minutes : new long[] {-60, 60}) {
            Story story = Story.ofFive();
            story.switchOff(D, E);
            story.world().run(MINUTE_MILLIS);
            story.machine(B).clock().step(minutes * MINUTE_MILLIS);
            Transaction transaction = story.put(C);
            story.until("in a block", () -> story.isInBlock(A, transaction));
        }
    }

    @Test
    void aClockFarAheadAfterAPowerCutThrowsNothingAway() {
        Story story = Story.ofFive();
        story.part(List.of(A), List.of(B, C, D, E));
        int before = story.promises();
        Transaction transaction = story.put(A);
        story.until("accepted", () -> story.promises() > before);
        story.switchOff(A);
        story.machine(A).clock().step(YEAR_MILLIS);
        story.switchOn(A);
        story.world().run(MINUTE_MILLIS);
        assertThat(story.isPending(A, transaction)).isTrue();
        story.mend();
        story.until("in a block", () -> story.isInBlock(B, transaction));
    }

    @Test
    void aClockFarAheadThrowsNothingAwayThatAnAbandonedBlockGivesBack() {
        Story story = Story.ofFive();
        story.part(List.of(A), List.of(B, C, D, E));
        Transaction alone = story.put(A);
        story.until("in A's own block", () -> story.isInBlock(A, alone));
        for (int i = 0; i < 4; i++) {
            Transaction other = story.put(B);
            story.until("in the others' block", () -> story.isInBlock(B, other));
        }
        story.machine(A).clock().step(YEAR_MILLIS);
        story.mend();
        story.until("in the others' block", () -> story.isInBlock(B, alone));
    }

    @Test
    void aMemberWhoseClockIsALittleAheadIsNotRefused() {
        Story story = Story.ofFive();
        Transaction early = putEarly(story, 2_000, 1);
        story.until("in a block", () -> story.isInBlock(E, early));
        story.agree();
    }

    /** If miners began to wait for their turn when it came, all of them would begin at once with the next one. */
    @Test
    void whatIsNotValidYetIsNoReasonToMineBeforeItIs() {
        Story story = Story.ofFive();
        for (int i = 0; i < 20; i++) {
            story.world().run(MINUTE_MILLIS);
            int before = story.world().lookout().storedBlocks();
            Transaction early = putEarly(story, 4_000, i);
            long validMillis = early.validFromMillis();
            story.world().run(2_000);
            Transaction other = story.put(i % 5);
            story.until("in a block", () -> story.isInBlock(E, other));
            story.world()
                    .run(Math.max(
                            0, validMillis - 500 - story.world().timeline().nowMillis()));
            assertThat(story.world().lookout().storedBlocks() - before).isOne();
            story.until("in a block too", () -> story.isInBlock(E, early));
            assertThat(story.world().timeline().nowMillis()).isLessThan(validMillis + 1_500);
            story.agree();
            assertThat(story.world().lookout().storedBlocks() - before).isEqualTo(2);
        }
    }

    @Test
    void aHeaderThatComesALittleEarlyIsAskedForOnceMoreWhenItsTimeHasCome() {
        List<String> lines = new ArrayList<>();
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile peer = Objects.requireNonNull(story.world().hostileNode());
        FutureBlock maker = new FutureBlock(story);
        Block early = maker.make(3_000);
        peer.answerBy((from, question) -> {
            if (question instanceof Message.GetHeaders wanted) {
                boolean hasAll = wanted.locator().contains(early.hash());
                peer.send(from, new Message.Headers(hasAll ? List.of() : List.of(early.extendedHeader())));
            } else if (question instanceof Message.GetBlocks) {
                peer.send(from, new Message.BlockBody(early));
            }
            return true;
        });
        lines.clear();
        peer.sendToAll(maker.statusOf(early.hash(), BigInteger.ONE.shiftLeft(200)));
        story.world().run(2_500);
        assertThat(lines.stream().filter(line -> line.contains("send GetHeaders")))
                .hasSize(1);
        story.world().run(1_000);
        assertThat(story.world().head(A).hash()).isEqualTo(early.hash());
        assertThat(lines.stream().filter(line -> line.contains("send GetHeaders")))
                .hasSizeBetween(2, 3);
    }

    /** The member puts a record at A that is valid only later. */
    private static Transaction putEarly(Story story, long aheadMillis, int number) {
        World world = story.world();
        Dice dice = new Dice(number);
        RecordFile file = RecordFile.draw(dice);
        PutRecord put = new PutRecord(
                Hash.of(dice.bytes(Hash.LENGTH_BYTES)), file.payload(), file.keyBox(), 1, file.sizeClass(), 4, 0);
        long fromMillis = world.timeline().nowMillis() + aheadMillis;
        Transaction early = Transaction.sign(
                world.cast().genesis().hash(),
                story.member(),
                dice.bytes(Transaction.NONCE_BYTES),
                fromMillis,
                fromMillis + MINUTE_MILLIS,
                put);
        world.clients().submit(story.machine(A), early, file);
        return early;
    }
}
