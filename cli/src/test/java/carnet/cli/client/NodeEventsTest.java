package carnet.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NodeEventsTest {
    private HttpServer server;
    private volatile String stream = "";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", exchange -> {
            byte[] body = stream.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private NodeEvents open() throws Exception {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new NodeClient(NodeUrl.parse(url), Environment.ofProcess()).events();
    }

    @Test
    void readsEventAfterEventAndPassesOverWhatItDoesNotKnow() throws Exception {
        stream =
                """
                :

                event: record-held
                data: {"payloadCid":"p","keyBoxCid":"b","atMillis":1}

                event: of-a-later-version
                data: {}

                event: block-added
                data: {"hash":"h","height":7,"undone":1,"transactions":["t"],"atMillis":2}

                """;
        try (NodeEvents events = open()) {
            assertThat(events.next()).contains(new NodeEvent.RecordHeld("p", "b", 1));
            assertThat(events.next()).contains(new NodeEvent.BlockAdded("h", 7, 1, List.of("t"), 2));
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void refusesWhatNoNodeSays() throws Exception {
        for (String text : List.of("{", "{\"payloadCid\":\"p\"}", "null", "x".repeat(5 << 20))) {
            stream = "event: record-held\ndata: " + text + "\n\n";
            try (NodeEvents events = open()) {
                assertThatThrownBy(events::next).isInstanceOf(Failure.class).hasMessageContaining("is no Carnet node");
            }
        }
    }
}
