package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final long ALREADY = System.nanoTime();

    private final Sightings sightings = new Sightings(3);

    @Test
    void aPayloadIsHeldByTwoWhenTheSecondNodeTellsIt() throws Exception {
        held(2, 30);
        held(0, 10);
        held(0, 90);

        assertThat(sightings.awaitHeld("payload", 1, ALREADY)).contains(10L);
        assertThat(sightings.awaitHeld("payload", 2, ALREADY)).contains(30L);
        assertThat(sightings.awaitHeld("payload", 3, ALREADY)).isEmpty();
        assertThat(sightings.awaitHeld("another", 1, ALREADY)).isEmpty();
    }

    @Test
    void theClockOfABlockStopsAtTheLastNode() throws Exception {
        block(0, 10, 0, "a", "b");
        block(1, 11, 0, "a");
        assertThat(inBlock("a")).isEmpty();
        block(2, 50, 0, "a", "b");

        assertThat(inBlock("a")).contains(50L);
        assertThat(inBlock("b")).isEmpty();
    }

    @Test
    void aBlockThatWasTakenBackDoesNotCountUntilItsTransactionsAreInAnother() throws Exception {
        block(0, 10, 0, "a");
        block(0, 20, 1, "b");
        block(1, 30, 0, "a");
        block(2, 40, 0, "a");
        assertThat(inBlock("a")).isEmpty();
        block(0, 60, 0, "a");

        assertThat(inBlock("a")).contains(60L);
    }

    @Test
    void onlyTheLastBlocksOfThatNodeAreTakenBack() throws Exception {
        block(0, 1, 0, "a");
        block(0, 2, 0, "b");
        block(0, 3, 0, "c");
        block(1, 4, 0, "a", "b", "c");
        block(0, 5, 2, "c");
        block(2, 6, 0, "a", "b", "c");

        assertThat(inBlock("a")).contains(6L);
        assertThat(inBlock("b")).isEmpty();
        assertThat(inBlock("c")).contains(6L);
    }

    @Test
    void blocksFromBeforeThatAreTakenBackLateDoNoHarm() throws Exception {
        block(0, 1, 0, "a");
        sightings.clear();
        block(0, 2, 3, "b");
        block(1, 3, 0, "b");
        block(2, 4, 0, "b");

        assertThat(inBlock("b")).contains(4L);
        assertThat(inBlock("a")).isEmpty();
    }

    @Test
    void whoWaitsIsWokenByTheLastNode() throws Exception {
        block(0, 1, 0, "a");
        block(1, 2, 0, "a");
        Thread late = new Thread(() -> block(2, 3, 0, "a"));
        late.start();

        assertThat(sightings.awaitInBlock("a", Sightings.deadlineNanos(60))).contains(3L);
        late.join();
    }

    @Test
    void whatIsKnownIsToldAndWhatIsNotFailsOnceANodeIsSilent() throws Exception {
        held(0, 10);
        sightings.fail(new Failure(ExitCode.NETWORK, "the events of node B broke off"));

        assertThat(sightings.awaitHeld("payload", 1, ALREADY)).contains(10L);
        assertThatThrownBy(() -> sightings.awaitHeld("payload", 2, ALREADY))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("node B");
    }

    private Optional<Long> inBlock(String txid) throws Exception {
        return sightings.awaitInBlock(txid, ALREADY);
    }

    private void held(int node, long nanos) {
        sightings.note(node, new NodeEvent.RecordHeld("payload", "box", 0), nanos);
    }

    private void block(int node, long nanos, int undone, String... transactions) {
        sightings.note(node, new NodeEvent.BlockAdded("hash", 1, undone, List.of(transactions), 0), nanos);
    }
}
