package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.D;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How transactions spread from the node that took them. */
class TransactionGossipTest {
    private static final int NODES = 5;
    private static final int RECORDS = 50;

    private final Overhearing overheard = new Overhearing();

    @Test
    void aTransactionGoesToEachNodeOnce() {
        Story story = story();
        for (int i = 0; i < RECORDS; i++) {
            story.put(i % NODES);
        }
        story.agree();
        assertThat(wholeTransactions()).isEqualTo((NODES - 1L) * RECORDS);
    }

    @Test
    void whatDoesNotComeIsAskedForOfWhoNamedIt() {
        Story story = story();
        overheard.let((to, message) -> to.equals(story.machine(D).id()) && message instanceof Message.NewBlock
                ? Optional.empty()
                : Optional.of(message));
        story.part(List.of(A), List.of(D));
        Transaction transaction = story.put(A);
        story.until("pending or in a block", () -> overheard.sent().stream()
                .anyMatch(message -> message instanceof Message.GetTransactions asked
                        && asked.ids().contains(transaction.id())));
        overheard.let((to, message) -> Optional.of(message));
        story.mend();
        story.agree();
    }

    @Test
    void whoDoesNotAnswerIsNotTheOnlyOneAsked() {
        Story story = story();
        NodeId asking = story.machine(D).id();
        List<NodeId> asked = new ArrayList<>();
        overheard.let((to, message) -> {
            if (message instanceof Message.GetTransactions) {
                asked.add(to);
                return asked.size() == 1 ? Optional.empty() : Optional.of(message);
            }
            boolean namedAgain = message instanceof Message.NewTransactions && !asked.isEmpty();
            boolean ofABlock = message instanceof Message.NewBlock || message instanceof Message.Status;
            return namedAgain || (ofABlock && to.equals(asking)) ? Optional.empty() : Optional.of(message);
        });
        story.part(List.of(A), List.of(D));
        story.put(A);
        story.until("asked again", () -> asked.size() > 1);
        assertThat(asked.get(1)).isNotEqualTo(asked.get(0));
        overheard.let((to, message) -> Optional.of(message));
        story.mend();
        story.agree();
    }

    @Test
    void whatCameAnotherWayIsNotAskedForAnyMore() {
        Story story = story();
        NodeId hearing = story.machine(D).id();
        overheard.let((to, message) -> {
            boolean ofATransaction = message instanceof Message.Parcels || message instanceof Message.NewBlock;
            return ofATransaction && to.equals(hearing) ? Optional.empty() : Optional.of(message);
        });
        RecordFile file = RecordFile.draw(new Dice(1));
        Transaction transaction = story.world().clients().put(story.machine(A), story.member(), file, 60_000);
        story.until("named to it", () -> overheard.sent().stream()
                .anyMatch(message -> message instanceof Message.NewTransactions named
                        && named.ids().contains(transaction.id())));
        story.world().clients().submit(story.machine(D), transaction, file);
        story.until("here", () -> story.isPending(D, transaction));
        overheard.let((to, message) -> Optional.of(message));
        story.agree();
        assertThat(overheard.sent()).noneMatch(message -> message instanceof Message.GetTransactions);
    }

    private long wholeTransactions() {
        return overheard.sent().stream()
                .filter(message -> message instanceof Message.Parcels)
                .mapToLong(message -> ((Message.Parcels) message).parcels().size())
                .sum();
    }

    private Story story() {
        Story story = Story.of(Setup.healthy(NODES).with(overheard), 1);
        overheard.sent().clear();
        return story;
    }
}
