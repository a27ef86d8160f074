package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.core.CoreLimits;
import carnet.storage.chain.ChainReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final long MINUTE_MILLIS = 60_000;

    @Test
    void aPartitionOfThreeAndTwoHealsToOneChain() {
        Story story = Story.ofFive();
        story.part(List.of(A, B, C), List.of(D, E));
        Transaction ofMany = story.put(A);
        Transaction ofFew = story.put(D);
        story.until("in a block on both sides", () -> story.isInBlock(C, ofMany) && story.isInBlock(E, ofFew));
        for (int i = 0; i < 3; i++) {
            Transaction next = story.put(B);
            story.until("in a block of the larger side", () -> story.isInBlock(B, next));
        }
        story.until("two heads", () -> story.heads().size() == 2);
        story.mend();
        story.agree();
        assertThat(story.heads()).hasSize(1);
        assertThat(story.isInBlock(A, ofFew)).as("the abandoned block's record").isTrue();
        assertThat(story.world().tally().get(Count.REORGS)).isPositive();
    }

    @Test
    void sidesThatWentFartherApartThanOneAnswerTellsAgree() {
        Story story = Story.ofFive();
        apart(story, CoreLimits.SYNC_HEADERS + 10);
        untilOneHead(story);
    }

    /** The hashes that a question names are ever further apart, so all of an answer may be from before the sides parted. */
    @Test
    void soDoSidesThatHaveALongWayInCommon() {
        Story story = Story.ofFive();
        for (long height = story.height(A); story.height(A) < height + CoreLimits.SYNC_HEADERS + 20; ) {
            story.put(A);
            story.world().run(500);
        }
        apart(story, CoreLimits.SYNC_HEADERS + 22);
        untilOneHead(story);
    }

    @Test
    void aNodeThatIsSwitchedOffWhileItFetchesAnotherSidesBlocksGoesOnThere() {
        Story story = Story.ofFive();
        long parted = story.height(A);
        apart(story, CoreLimits.SYNC_HEADERS + 100);
        ChainReader disk = story.machine(D).disk();
        Hash late = Objects.requireNonNull(story.machine(A).disk().hashAt(parted + CoreLimits.SYNC_HEADERS + 2));
        story.until("most blocks came", () -> disk.meta(late) != null);
        story.switchOff(D);
        story.switchOn(D);
        untilOneHead(story);
    }

    /** Lets two sides make so many blocks apart, one a few more, and joins a node of each. */
    private static void apart(Story story, int blocks) {
        story.agree();
        story.part(List.of(A, B, C), List.of(D, E));
        long fewer = story.height(A) + blocks;
        while (story.height(A) < fewer + 10 || story.height(D) < fewer) {
            story.put(A);
            if (story.height(D) < fewer) {
                story.put(D);
            }
            story.world().run(500);
        }
        assertThat(story.height(A)).isGreaterThan(story.height(D));
        story.switchOff(B, C, E);
        story.mend();
    }

    private static void untilOneHead(Story story) {
        World world = story.world();
        story.until("one head", () -> world.head(D).hash().equals(world.head(A).hash()));
    }

    @Test
    void anAbandonedBlocksTransactionsReturnToThePool() {
        Story story = Story.ofFive();
        story.part(List.of(A), List.of(B, C, D, E));
        Transaction alone = story.put(A);
        story.until("in A's own block", () -> story.isInBlock(A, alone));
        for (int i = 0; i < 4; i++) {
            Transaction other = story.put(B);
            story.until("in the others' block", () -> story.isInBlock(B, other));
        }
        story.mend();
        story.until("abandoned", () -> !story.isInBlock(A, alone));
        assertThat(story.isPending(A, alone)).isTrue();
        story.agree();
        assertThat(story.isInBlock(E, alone)).isTrue();
    }

    @Test
    void aRecordWaitsForTheRegistrationThatAnAbandonedBlockGaveBack() {
        Story story = Story.ofFive();
        World world = story.world();
        story.part(List.of(A), List.of(B, C, D, E));
        Transaction registration = world.clients().register(1, story.machine(A));
        story.until("registered at A", () -> story.isInBlock(A, registration));
        int before = story.promises();
        Transaction record = world.clients()
                .put(story.machine(A), world.cast().members().get(1), RecordFile.draw(new Dice(7)), 60 * MINUTE_MILLIS);
        story.until("accepted", () -> story.promises() > before);
        for (int i = 0; i < 5; i++) {
            Transaction other = story.put(C);
            story.until("in the others' block", () -> story.isInBlock(C, other));
        }
        story.mend();
        story.until("abandoned", () -> !story.isInBlock(A, registration));
        story.switchOff(B, C, D, E);
        story.until("in A's block again", () -> story.isInBlock(A, registration));
        story.switchOn(B, C, D, E);
        story.agree();
        assertThat(story.isInBlock(D, registration)).isTrue();
        assertThat(story.isInBlock(D, record)).isTrue();
    }

    @Test
    void aPendingTransactionSurvivesAPowerCut() {
        Story story = Story.ofFive();
        story.part(List.of(A), List.of(B, C, D, E));
        int before = story.promises();
        Transaction transaction = story.put(A);
        story.until("accepted", () -> story.promises() > before);
        story.switchOff(A);
        story.world().run(MINUTE_MILLIS);
        assertThat(story.isPending(A, transaction)).isTrue();
        story.mend();
        story.switchOn(A);
        story.agree();
        assertThat(story.isInBlock(B, transaction)).isTrue();
    }

    @Test
    void theSameTransactionAtTwoNodesExecutesOnce() {
        Story story = Story.ofFive();
        int before = story.world().head(A).transactionCount();
        RecordFile file = RecordFile.draw(new Dice(1));
        Transaction transaction =
                story.world().clients().put(story.machine(A), story.member(), file, 60 * MINUTE_MILLIS);
        story.world().clients().submit(story.machine(C), transaction, file);
        story.until("promised twice", () -> story.promises() >= 3);
        story.agree();
        story.world().clients().submit(story.machine(E), transaction, file);
        story.agree();
        assertThat(story.world().head(A).transactionCount()).isEqualTo(before + 1);
    }

    @Test
    void twoOwnersOfTheSameContentLeaveOneRecordAndEveryNodeHoldsIt() {
        Story story = Story.ofFive();
        World world = story.world();
        world.clients().register(1);
        story.agree();
        RecordFile file = RecordFile.draw(new Dice(3));
        story.part(List.of(A, B), List.of(C, D, E));
        world.clients().put(story.machine(A), world.cast().members().get(0), file, 60 * MINUTE_MILLIS);
        world.clients().put(story.machine(C), world.cast().members().get(1), file, 60 * MINUTE_MILLIS);
        world.run(100);
        story.mend();
        story.agree();
        assertThat(world.machines()).allMatch(machine -> machine.disk().isHeld(file.content()));
    }

    @Test
    void aLateNodeCatchesUp() {
        Story story = Story.ofFive();
        story.switchOff(E);
        for (int i = 0; i < 30; i++) {
            story.put(i % 4);
            story.world().run(2_000);
        }
        story.switchOn(E);
        story.agree();
        assertThat(story.height(E)).isGreaterThan(20);
    }

    @Test
    void aNodeThatIsFarBehindTakesNothingNew() {
        List<String> lines = new ArrayList<>();
        Story story = Story.of(Setup.healthy(5).tracedTo(lines::add), 1);
        story.switchOff(E);
        for (int i = 0; i < 10; i++) {
            story.put(A);
            story.world().run(2_000);
        }
        story.switchOn(E);
        story.until("refused", () -> {
            story.put(E);
            return lines.stream().anyMatch(line -> line.contains("Busy") && line.contains("SYNCING"));
        });
        story.agree();
    }

    @Test
    void aWipedNodeFillsUpAgain() {
        Story story = Story.ofFive();
        for (int i = 0; i < 10; i++) {
            story.put(B);
            story.world().run(2_000);
        }
        story.agree();
        story.switchOff(B);
        story.machine(B).wipe();
        story.switchOn(B);
        assertThat(story.height(B)).isZero();
        story.agree();
        assertThat(story.height(B)).isEqualTo(story.height(A));
    }

    @Test
    void fourOfFiveWipedFillUpFromTheLastOne() {
        Story story = Story.ofFive();
        Transaction transaction = story.put(A);
        story.agree();
        story.switchOff(A, B, C, D);
        for (int node : List.of(A, B, C, D)) {
            story.machine(node).wipe();
        }
        story.switchOn(A, B, C, D);
        story.agree();
        assertThat(story.isInBlock(A, transaction)).isTrue();
    }

    @Test
    void aNodeThatStartsAgainLearnsWhoHoldsItsRecords() {
        Story story = Story.ofFive();
        Transaction transaction = story.put(A);
        story.agree();
        story.switchOff(B);
        story.switchOn(B);
        story.world().run(5_000);
        RecordContent record = ((PutRecord) transaction.payload()).content();
        assertThat(story.machine(B).view().orElseThrow().holders(record))
                .containsExactlyInAnyOrder(
                        story.machine(A).id(),
                        story.machine(C).id(),
                        story.machine(D).id(),
                        story.machine(E).id());
    }

    @Test
    void blocksGoOnWhileOneOfFiveIsDead() {
        Story story = Story.ofFive();
        story.switchOff(C);
        for (int i = 0; i < 10; i++) {
            Transaction transaction = story.put(A);
            story.until("in a block", () -> story.isInBlock(D, transaction));
        }
        story.switchOn(C);
        story.agree();
    }

    @Test
    void blocksGoOnWhileThreeOfFiveAreDead() {
        Story story = Story.ofFive();
        story.switchOff(C, D, E);
        for (int i = 0; i < 5; i++) {
            Transaction transaction = story.put(A);
            story.until("in a block", () -> story.isInBlock(B, transaction));
        }
        story.switchOn(C, D, E);
        story.agree();
    }

    @Test
    void aBlockFromTheNearFutureIsHeldAndThenTaken() {
        Story story = Story.of(Setup.healthy(1).withHostile(), 1);
        FutureBlock future = new FutureBlock(story);
        long height = story.height(A);
        future.send(4_000);
        story.world().run(3_000);
        assertThat(story.height(A)).as("held").isEqualTo(height);
        story.world().run(2_000);
        assertThat(story.world().head(A).hash()).isEqualTo(future.hash());
    }

    @Test
    void aMinerThatSignsThreeBlocksOnOneParentSplitsNobody() {
        Story story = Story.of(Setup.healthy(4).withHostile(), 3);
        List<Block> worstLast = new ThreeSiblings(story).made();
        Hostile miner = Objects.requireNonNull(story.world().hostileNode());
        story.part(List.of(A, B), List.of(C, D));
        for (int node : List.of(A, B)) {
            miner.offer(story.machine(node).id(), worstLast.get(0));
            miner.offer(story.machine(node).id(), worstLast.get(1));
        }
        for (int node : List.of(C, D)) {
            miner.offer(story.machine(node).id(), worstLast.get(2));
        }
        story.until("two heads", () -> story.heads().size() == 2);
        for (int i = 0; i < 3; i++) {
            Transaction transaction = story.put(C);
            story.until("in a block", () -> story.isInBlock(C, transaction));
        }
        story.mend();
        story.agree();
        assertThat(story.world().head(A).at(worstLast.get(2).seal().height()).hash())
                .isEqualTo(worstLast.get(2).hash());
    }

    @Test
    void theFirstBlockAfterTenIdleMinutesHasNoSibling() {
        Story story = Story.ofFive();
        for (int i = 0; i < 20; i++) {
            story.world().run(10 * MINUTE_MILLIS);
            int before = story.world().lookout().storedBlocks();
            story.put(i % 5);
            story.agree();
            assertThat(story.world().lookout().storedBlocks() - before).isOne();
        }
    }

    @Test
    void aDiskThatTurnsOutToBeFullInTheMiddleOfAStepEndsNoNode() {
        Story story = Story.ofFive();
        Transaction before = story.put(A);
        story.until("accepted", () -> story.isPending(A, before));
        story.machine(A).stumble();
        story.until("in a block", () -> story.isInBlock(B, before));
        Transaction after = story.put(B);
        story.until("in a block", () -> story.isInBlock(A, after));
        story.agree();
    }

    @Test
    void aNodeWhoseDiskWasFullWhenItStartedFindsItsPeers() {
        Story story = Story.ofFive();
        story.switchOff(D);
        story.machine(D).wipe();
        story.machine(D).diskFull(true);
        story.switchOn(D);
        story.world().run(MINUTE_MILLIS);
        story.put(A);
        story.world().run(MINUTE_MILLIS);
        assertThat(story.height(D)).isZero();
        story.machine(D).diskFull(false);
        story.agree();
        assertThat(story.height(D)).isEqualTo(story.height(A));
    }

    @Test
    void withoutFaultsAlmostNoWorkIsWasted() {
        long blocks = 0;
        long stale = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Outcome outcome = Simulation.run(seed, Setup.healthy(5));
            assertThat(outcome.violation()).isNull();
            blocks += outcome.tally().get(Count.BLOCKS);
            stale += outcome.tally().get(Count.STALE_BLOCKS);
        }
        assertThat((double) stale / blocks)
                .as("%d stale, %d blocks", stale, blocks)
                .isLessThan(0.05);
    }
}
