package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeUrl;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import carnet.node.api.NodeStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VolleyTest {
    private static final int NODES = 3;
    private static final long TIMEOUT_SECONDS = 10;
    private static final long ALREADY = System.nanoTime();

    private final Sightings sightings = new Sightings(NODES);

    /** The first one is answered only once the second one was sent too. */
    @Test
    void aBurstOfReadyRequestsIsSentBeforeAnAnswerIsWaitedFor() throws Exception {
        CountDownLatch sent = new CountDownLatch(2);
        Shot.Ready ready = () -> {
            sent.countDown();
            return () -> {
                if (!sent.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("the second was not sent");
                }
                return new Shot.Put(null, "a", 1, () -> {});
            };
        };
        Shot.Put[] landed = new Shot.Put[2];
        String[] problems = new String[2];

        Volley.fire(List.of(ready, ready), landed.length, landed, problems);

        assertThat(landed).as("problems: %s", Arrays.toString(problems)).doesNotContainNull();
    }

    @Test
    void aShotThatFailsAndAWorthlessReceiptAreTakenOutWithTheirReasons() throws Exception {
        List<Shot> shots = List.of(
                () -> new Shot.Put(null, "a", 1, () -> {}),
                () -> {
                    throw new Failure(ExitCode.REFUSED, "the node refused it");
                },
                () -> new Shot.Put(null, "c", 1, () -> {
                    throw new IOException("the receipt is worthless");
                }));
        Shot.Put[] landed = new Shot.Put[shots.size()];
        String[] problems = new String[shots.size()];
        for (int i = 0; i < shots.size(); i++) {
            landed[i] = Volley.fire(shots.get(i), problems, i);
        }

        assertThat(landed[2]).as("judged only afterwards").isNotNull();
        Volley.judge(landed, problems);

        assertThat(landed[0]).isNotNull();
        assertThat(landed[1]).isNull();
        assertThat(landed[2]).isNull();
        assertThat(problems[1]).contains("the node refused it");
        assertThat(problems[2]).contains("worthless");
    }

    @Test
    void copiesAreCountedApartFromTheBlock() throws Exception {
        Volley volley = new Volley(unasked(), sightings);
        block("a", 5);
        for (int node = 0; node < NODES; node++) {
            sightings.note(node, new NodeEvent.RecordHeld("payload", "box", 0), 10L * (node + 1));
        }

        Volley.Fate fate = volley.follow(new Shot.Put("payload", "a", 1, () -> {}), ALREADY);

        assertThat(fate.problem()).isNull();
        assertThat(fate.nanos())
                .isEqualTo(Map.of(
                        Clock.ACCEPTED, 1L,
                        Clock.REPLICATED_2, 20L,
                        Clock.REPLICATED_3, 30L,
                        Clock.REPLICATED_ALL, 30L,
                        Clock.IN_BLOCK, 5L));
    }

    @Test
    void theReasonSaysWhetherCopiesOrTheBlockWereMissing() throws Exception {
        Volley volley = new Volley(unasked(), sightings);

        assertThat(volley.follow(new Shot.Put(null, "a", 1, () -> {}), ALREADY))
                .isEqualTo(Volley.Fate.lost("it was not in a block on all nodes in time"));
        block("a", 5);
        Volley.Fate alone = volley.follow(new Shot.Put("payload", "a", 1, () -> {}), ALREADY);
        assertThat(alone.nanos()).isEmpty();
        assertThat(alone.problem()).startsWith("it was not held by");
    }

    @Test
    void aBurstCostsTheFlushesBetweenItsReadings() {
        Volley.Reading before = flushed(new NodeStatus.Flushes(10, 100), new NodeStatus.Flushes(0, 50));
        Volley.Reading after = flushed(new NodeStatus.Flushes(12, 105), new NodeStatus.Flushes(8, 53));

        Cost cost = Volley.cost(before, after);

        assertThat(cost.sourceFlushes()).isEqualTo(7);
        assertThat(cost.mostFlushes()).isEqualTo(11);
    }

    private static Volley.Reading flushed(NodeStatus.Flushes... nodes) {
        NodeStatus.Traffic silent = new NodeStatus.Traffic(0, 0, 0, 0);
        return new Volley.Reading(0, List.of(), Collections.nCopies(nodes.length, silent), List.of(nodes));
    }

    private void block(String txid, long nanos) {
        for (int node = 0; node < NODES; node++) {
            sightings.note(node, new NodeEvent.BlockAdded("hash", 1, 0, List.of(txid), 0), nanos);
        }
    }

    private static List<ClusterNode> unasked() throws IOException {
        NodeClient client = new NodeClient(NodeUrl.parse("http://127.0.0.1:1"), Environment.ofProcess());
        return Collections.nCopies(NODES, new ClusterNode("A", client, null));
    }
}
