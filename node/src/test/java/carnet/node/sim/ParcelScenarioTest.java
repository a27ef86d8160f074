package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.D;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Small chunks travel with their record. */
class ParcelScenarioTest {
    private static final long HOUR_MILLIS = 60 * 60_000;
    private static final int NODES = 5;
    private static final int RECORDS = 30;

    private final Overhearing overheard = new Overhearing();

    @Test
    void nothingOfSmallRecordsIsFetched() {
        Story story = story();
        long before = requests(story);
        for (int i = 1; i <= RECORDS; i++) {
            put(story, 100 * i);
        }
        story.agree();
        assertThat(requests(story)).isEqualTo(before);
    }

    @Test
    void ofALargerRecordOnlyThePayloadIsFetched() {
        Story story = story();
        long before = requests(story);
        put(story, Parcel.MAX_CHUNK_BYTES + 1);
        story.agree();
        assertThat(requests(story)).isEqualTo(before + NODES - 1);
    }

    @Test
    void whoGetsFalseChunksWithARecordBlamesTheirSenderAndFetchesTheRightOnes() {
        Story story = Story.of(Setup.healthy(NODES).withHostile().with(overheard), 1);
        Hostile liar = Objects.requireNonNull(story.world().hostileNode());
        overheard.let((to, message) -> message instanceof Message.Parcels ? Optional.empty() : Optional.of(message));
        Transaction transaction = put(story, 1_000);
        Parcel lie = new Parcel(transaction, new byte[] {1}, new byte[] {2});
        liar.send(story.machine(D).id(), new Message.Parcels(List.of(lie)));
        long before = story.world().tally().get(Count.DISCONNECTS);
        story.agree();
        assertThat(story.world().tally().get(Count.DISCONNECTS)).isGreaterThan(before);
    }

    private static Transaction put(Story story, int sizeBytes) {
        RecordFile file = RecordFile.ofSize(sizeBytes, new Dice(sizeBytes));
        return story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
    }

    private static long requests(Story story) {
        return story.world().tally().get(Count.CHUNK_REQUESTS);
    }

    private Story story() {
        return Story.of(Setup.healthy(NODES).with(overheard), 1);
    }
}
