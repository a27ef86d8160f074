package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How blocks of transactions that peers have move between whole nodes. */
class CompactBlockScenarioTest {
    private static final int NODES = 5;
    private static final int RECORDS = 300;

    /** Question, type, hash and count of the answer. */
    private static final int ENVELOPE_BYTES = 33 + 37;

    private final Overhearing overheard = new Overhearing();
    private final List<Message> sent = overheard.sent();

    @Test
    void aBlockOfKnownTransactionsMovesAsTheirNames() {
        Story story = story();
        List<Transaction> burst = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            burst.add(story.put(A));
        }
        long blocksBefore = story.height(A);
        sent.clear();
        story.agree();
        assertThat(burst).allMatch(transaction -> story.isInBlock(E, transaction));
        assertThat(bodies()).isEmpty();
        long blocks = story.height(A) - blocksBefore;
        long named = sent.stream()
                .filter(message -> message instanceof Message.CompactBlock)
                .mapToLong(
                        message -> ((Message.CompactBlock) message).shortIds().size())
                .sum();
        assertThat(named).isEqualTo((NODES - 1L) * RECORDS);
        long bytes = sent.stream()
                .filter(CompactBlockScenarioTest::movesABlock)
                .mapToLong(message -> MessageCodec.encode(message).length)
                .sum();
        assertThat(bytes).isLessThanOrEqualTo((NODES - 1) * (RECORDS * 8L + blocks * ENVELOPE_BYTES));
    }

    @Test
    void oneMissingTransactionIsFetchedAlone() {
        Story story = story();
        List<Transaction> burst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            burst.add(story.put(A));
        }
        Transaction missing = burst.get(7);
        overheard.let(
                (to, message) -> Optional.of(to.equals(story.machine(E).id()) ? without(missing, message) : message));
        story.until("in a block", () -> story.isInBlock(E, missing));
        assertThat(bodies()).isEmpty();
        assertThat(sent.stream().filter(message -> message instanceof Message.BlockTransactions))
                .singleElement()
                .satisfies(message -> assertThat(((Message.BlockTransactions) message).transactions())
                        .containsExactly(missing));
    }

    @Test
    void aNodeThatKnowsNothingOfABlockGetsItWhole() {
        Story story = story();
        overheard.let((to, message) -> {
            boolean tells = message instanceof Message.Parcels || message instanceof Message.NewTransactions;
            return tells && to.equals(story.machine(E).id()) ? Optional.empty() : Optional.of(message);
        });
        Transaction transaction = story.put(A);
        story.until("in a block", () -> story.isInBlock(E, transaction));
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void anAnswerThatIsLostDelaysOneBlockOnly() {
        Story story = story();
        overheard.let(
                (to, message) -> message instanceof Message.CompactBlock ? Optional.empty() : Optional.of(message));
        Transaction transaction = story.put(A);
        story.until("in a block everywhere", () -> List.of(A, B, C, D, E).stream()
                .allMatch(node -> story.isInBlock(node, transaction)));
        overheard.let((to, message) -> Optional.of(message));
        story.agree();
    }

    private Story story() {
        Story story = Story.of(Setup.healthy(NODES).with(overheard), 1);
        sent.clear();
        return story;
    }

    private List<Message> bodies() {
        return sent.stream()
                .filter(message -> message instanceof Message.StoredBlock)
                .toList();
    }

    private static boolean movesABlock(Message message) {
        return message instanceof Message.GetCompactBlock
                || message instanceof Message.CompactBlock
                || message instanceof Message.GetBlockTransactions
                || message instanceof Message.BlockTransactions;
    }

    private static Message without(Transaction missing, Message message) {
        if (message instanceof Message.NewTransactions names) {
            return new Message.NewTransactions(
                    names.ids().stream().filter(id -> !id.equals(missing.id())).toList());
        } else if (message instanceof Message.Parcels whole) {
            return new Message.Parcels(whole.parcels().stream()
                    .filter(parcel -> !parcel.transaction().equals(missing))
                    .toList());
        }
        return message;
    }
}
