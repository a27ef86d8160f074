package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.SingleNode;
import carnet.cli.terminal.Json;
import carnet.node.api.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real node says of itself. */
class NodeStatusTest {
    private static final int FILE_BYTES = 300_000;

    @Test
    void aRecordMakesItFlushItsContentAndItsChain(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("file"), new byte[FILE_BYTES]);
        try (SingleNode node = new SingleNode(dir)) {
            NodeStatus.Flushes before = flushes(node);

            node.put(file);

            NodeStatus.Flushes after = flushes(node);
            assertThat(after.content()).isGreaterThan(before.content());
            assertThat(after.chain()).isGreaterThan(before.chain());
        }
    }

    private static NodeStatus.Flushes flushes(SingleNode node) throws Exception {
        String json =
                node.must("node", "status", "--node", node.url(), "--json").out();
        return Json.MAPPER.readValue(json, NodeStatus.class).flushes();
    }
}
