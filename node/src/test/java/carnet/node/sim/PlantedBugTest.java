package carnet.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.node.core.Event;
import carnet.node.core.Holdings;
import carnet.node.core.SignatureCheck;
import carnet.node.run.Network;
import carnet.node.run.Publisher;
import carnet.node.wire.Message;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.KeyValueStore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes put together wrongly, each in one way: the simulation must notice, or it would notice nothing. */
class PlantedBugTest {
    private static final int SEEDS = 12;
    private static final int CUTS = 20;

    @Test
    void aStoreThatNeverSyncsLosesWhatWasAccepted() {
        assertThat(caughtWith(storing(StoreBug.neverSyncs()))).contains("accepted is on disk");
    }

    @Test
    void sendingBeforeTheCommitIsDurableLosesWhatWasAccepted() {
        Story story = Story.of(Setup.healthy(4).with(storing(StoreBug.syncsOneBatchLate())), 1);
        assertThatThrownBy(() -> cutThePowerAfterEachPut(story))
                .isInstanceOf(Violation.class)
                .hasMessageStartingWith("accepted is on disk");
    }

    @Test
    void sayingAcceptedBeforeTheCommitLosesWhatWasAccepted() {
        Story story = Story.of(
                Setup.healthy(4).with(new Wiring() {
                    @Override
                    public void onArrival(Submission submission, Publisher publisher) {
                        if (submission.fault() == null) {
                            publisher.publish(new Event.Accepted(
                                    submission.id(), submission.transaction().id(), 0));
                        }
                    }
                }),
                1);
        assertThatThrownBy(() -> cutThePowerAfterEachPut(story))
                .isInstanceOf(Violation.class)
                .hasMessageStartingWith("accepted is on disk");
    }

    @Test
    void aContentStoreThatNeverSyncsLosesRecords() {
        assertThat(caughtWith(new Wiring() {
                    @Override
                    public ContentStore content(ContentStore right) {
                        return new ContentBug(right);
                    }
                }))
                .containsAnyOf("accepted is on disk", "held is whole");
    }

    @Test
    void aPoolThatIsNotWrittenIsForgotten() {
        assertThat(caughtWith(storing(StoreBug.losesPuts(Column.POOL)))).contains("accepted is on disk");
    }

    @Test
    void missingUndoRowsAreNoticedBeforeTheyAreNeeded() {
        assertThat(caughtWith(storing(StoreBug.losesPuts(Column.UNDO)), Setup.healthy(4)))
                .contains("undo is identity");
    }

    @Test
    void anUndoRowThatPutsBackSomethingElseIsNoticed() {
        assertThat(caughtWith(storing(StoreBug.changes(PlantedBugTest::emptyUndo)), Setup.healthy(4)))
                .contains("undo is identity");
    }

    @Test
    void rowsOfTheLedgerThatStayAreNoticed() {
        assertThat(caughtWith(storing(StoreBug.losesDeletes(Column.STATE)), Setup.healthy(4)))
                .contains("state is the replay's");
    }

    @Test
    void anIndexThatKeepsAbandonedTransactionsIsNoticed() {
        assertThat(caughtWith(storing(StoreBug.losesDeletes(Column.TX_INDEX)), Setup.faulty(5)))
                .contains("indexes are exact");
    }

    @Test
    void claimingToHoldMissingChunksIsNoticed() {
        assertThat(caughtWith(new Wiring() {
                    @Override
                    public Holdings holdings(Holdings right) {
                        return new Holdings() {
                            @Override
                            public boolean has(Cid cid) {
                                return true;
                            }

                            @Override
                            public @Nullable DagNode node(Cid cid) {
                                return right.node(cid);
                            }

                            @Override
                            public List<Cid> lost(@Nullable Cid previous, int limit) {
                                return List.of();
                            }
                        };
                    }
                }))
                .contains("held is whole");
    }

    @Test
    void believingEverySignatureLetsForgedTransactionsIntoTheChain() {
        assertThat(caughtWith(new Wiring() {
                    @Override
                    public SignatureCheck signatures(SignatureCheck right) {
                        return transaction -> true;
                    }
                }))
                .containsAnyOf("bad transactions are refused", "best chain is lawful");
    }

    @Test
    void aNodeThatSendsNoBlocksKeepsTheNetworkApart() {
        assertThat(caughtWith(
                        sending(message -> message instanceof Message.StoredBlock ? List.of() : List.of(message))))
                .contains("nodes agree after healing");
    }

    @Test
    void aNodeThatNeverFallsSilentIsNoticed() {
        assertThat(caughtWith(sending(message -> message instanceof Message.Status
                        ? List.of(message, new Message.WhoHolds(List.of()))
                        : List.of(message))))
                .contains("silence when all is done");
    }

    private static void cutThePowerAfterEachPut(Story story) {
        for (int i = 0; i < CUTS; i++) {
            int before = story.promises();
            story.put(Story.A);
            story.until("accepted", () -> story.promises() > before);
            story.switchOff(Story.A);
            story.switchOn(Story.A);
            story.world().run(5_000);
        }
    }

    /** Returns the names of the invariants that caught the bug within a few seeds. */
    private static Set<String> caughtWith(Wiring wiring) {
        return caughtWith(wiring, Setup.faulty(4).withHostile());
    }

    private static Set<String> caughtWith(Wiring wiring, Setup setup) {
        Set<String> caught = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS && caught.isEmpty(); seed++) {
            Violation violation = Simulation.run(seed, setup.with(wiring)).violation();
            if (violation != null) {
                caught.add(violation.invariant());
            }
        }
        return caught;
    }

    private static Wiring storing(StoreBug.Writing writing) {
        return new Wiring() {
            @Override
            public KeyValueStore store(KeyValueStore right) {
                return new StoreBug(right, writing);
            }
        };
    }

    private static Wiring sending(Function<Message, List<Message>> sending) {
        return new Wiring() {
            @Override
            public Network network(Network right) {
                return new NetworkBug(right, sending);
            }
        };
    }

    /** An undo row that takes nothing back. */
    private static Batch.Change emptyUndo(Batch.Change change) {
        return change instanceof Batch.Put put && put.column() == Column.UNDO
                ? new Batch.Put(Column.UNDO, put.key(), new byte[4])
                : change;
    }
}
