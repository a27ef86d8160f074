package carnet.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.policy.ChainParameters;
import carnet.consensus.tx.Transaction;
import carnet.node.core.CoreLimits;
import carnet.node.run.Network;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many callers submit to the node whose turn it is to mine: their receipts come first. */
class BurstScenarioTest {
    private static final int NODES = 5;

    /** The loop's own delays, several times over. */
    private static final long SOON_MILLIS = 50;

    private static final long RANK_DELAY_MILLIS =
            ChainParameters.defaults(ChainParameters.Profile.LAN, 1).rankDelayMillis();

    private final Callers callers = new Callers();
    private final Story story = Story.of(Setup.healthy(NODES).with(callers), 1);

    @Test
    void whileCallersWaitNothingIsToldAndNothingMined() {
        int node = nextMiner();
        List<Transaction> burst = new ArrayList<>();
        callers.callersWait = true;
        for (int i = 0; i < 3; i++) {
            burst.add(put(node));
        }
        story.world().run(CoreLimits.CALLERS_FIRST_MILLIS / 2);
        assertThat(told()).isEmpty();
        assertThat(story.machine(node).isMining()).isFalse();

        callers.callersWait = false;
        burst.add(put(node));
        story.world().run(SOON_MILLIS);
        assertThat(told()).containsAll(burst);
        assertThat(isMiningOrHasMined(node, burst)).isTrue();
        story.agree();
    }

    @Test
    void whoWaitsForTooLongIsNotWaitedFor() {
        int node = nextMiner();
        callers.callersWait = true;
        Transaction first = put(node);
        story.world().run(CoreLimits.CALLERS_FIRST_MILLIS - SOON_MILLIS);
        assertThat(told()).isEmpty();
        assertThat(story.machine(node).isMining()).isFalse();

        story.world().run(2 * SOON_MILLIS);
        assertThat(told()).contains(first);
        assertThat(isMiningOrHasMined(node, List.of(first))).isTrue();
        story.agree();
    }

    @Test
    void beforeItsOwnBlockANodeTellsWhatItNames() {
        int early = 0;
        for (int i = 0; i < 10; i++) {
            int node = nextMiner();
            callers.callersWait = false;
            put(node);
            callers.callersWait = true;
            Transaction untold = put(node);
            long beginMillis = story.world().timeline().nowMillis();
            story.until("in a block", () -> story.isInBlock(node, untold));
            early += story.world().timeline().nowMillis() < beginMillis + CoreLimits.CALLERS_FIRST_MILLIS - SOON_MILLIS
                    ? 1
                    : 0;
            story.agree();
            assertThat(callers.overheard.sent()).noneMatch(message -> message instanceof Message.GetBlockTransactions);
        }
        assertThat(early).as("blocks that came before the burst was over").isPositive();
    }

    /** Whoever comes second waits from when the first part was told, not from when it came. */
    @Test
    void aBurstThatIsToldInSeveralPartsIsDemandSinceTheFirst() {
        int first = nextMiner();
        int second = minerOfRank(1);
        callers.overheard.let((to, message) -> Optional.of(message)
                .filter(any -> !(any instanceof Message.NewBlock) && !(any instanceof Message.Status)));
        callers.callersWait = true;
        long beginMillis = story.world().timeline().nowMillis();
        long itsTurnMillis = beginMillis + CoreLimits.CALLERS_FIRST_MILLIS + RANK_DELAY_MILLIS;
        while (story.world().timeline().nowMillis() < itsTurnMillis - SOON_MILLIS) {
            put(second);
        }
        assertThat(told()).isNotEmpty();
        assertThat(story.machine(second).isMining()).isFalse();
        assertThat(story.height(second)).isEqualTo(story.height(first) - 1);
        callers.overheard.let((to, message) -> Optional.of(message));
        callers.callersWait = false;
        story.agree();
    }

    /** What a peer told is known to all, though an older one of a caller here is not. */
    @Test
    void whatAPeerToldIsMinedWhileACallersIsHeldBack() {
        int node = nextMiner();
        callers.callersWait = true;
        put(node);
        callers.callersWait = false;
        Transaction ofPeer = put((node + 1) % NODES);
        story.world().run(SOON_MILLIS);
        assertThat(isMiningOrHasMined(node, List.of(ofPeer))).isTrue();
        story.agree();
    }

    /** Puts a record and waits until it is accepted. */
    private Transaction put(int node) {
        Transaction transaction = story.put(node);
        story.until("accepted", () -> story.isPending(node, transaction));
        return transaction;
    }

    private boolean isMiningOrHasMined(int node, List<Transaction> transactions) {
        return story.machine(node).isMining() || transactions.stream().anyMatch(one -> story.isInBlock(node, one));
    }

    private List<Transaction> told() {
        List<Transaction> told = new ArrayList<>();
        for (Message message : callers.overheard.sent()) {
            if (message instanceof Message.Parcels whole) {
                whole.parcels().forEach(parcel -> told.add(parcel.transaction()));
            }
        }
        return told;
    }

    /** Lets time pass until a block is due, and returns the node that comes first. */
    private int nextMiner() {
        story.world().run(5_000);
        callers.overheard.sent().clear();
        return minerOfRank(0);
    }

    private int minerOfRank(int rank) {
        World world = story.world();
        for (int node = 0; node < NODES; node++) {
            ForgedBlocks.Draft draft = new ForgedBlocks(
                            world.cast().genesis(), world.cast().nodes().get(node), new Dice(1))
                    .draft(
                            world.machine(node).disk(),
                            0,
                            List.of(),
                            world.timeline().nowMillis());
            if (draft != null && draft.seal().rank() == rank) {
                return node;
            }
        }
        throw new AssertionError("nobody has rank " + rank);
    }

    /** Says whether callers wait, and hears what nodes send. */
    private static final class Callers implements Wiring {
        final Overhearing overheard = new Overhearing();
        private boolean callersWait;

        @Override
        public long callersWaitMillis(Submission submission) {
            return callersWait ? TimeUnit.DAYS.toMillis(1) : 0;
        }

        @Override
        public Network network(Network right) {
            return overheard.network(right);
        }
    }
}
