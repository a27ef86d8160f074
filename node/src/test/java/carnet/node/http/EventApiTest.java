package carnet.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carnet.node.api.NodeEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at the node, as it happens. */
class EventApiTest {
    private static final String GET_EVENTS = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Socket reader() throws IOException {
        int before = running.node.watchers.size();
        Socket socket = running.connect();
        RunningServer.write(socket, GET_EVENTS);
        await().until(() -> running.node.watchers.size() > before);
        return socket;
    }

    private void tell(NodeEvent event) {
        running.node.watchers.forEach(watcher -> watcher.accept(event));
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads lines until the one that begins with {@code start}. */
    private static String lineWith(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void tellsEveryReaderEachEventInItsOrder() throws Exception {
        try (Socket first = reader();
                Socket second = reader()) {
            tell(new NodeEvent.RecordHeld("payload", "box", 1));
            tell(new NodeEvent.BlockAdded("ab", 7, 0, List.of("cd"), 2));
            for (Socket reader : List.of(first, second)) {
                BufferedReader lines = lines(reader);
                assertThat(lineWith(lines, "content-type")).isEqualTo("content-type: text/event-stream; charset=utf-8");
                assertThat(lineWith(lines, "event: ")).isEqualTo("event: record-held");
                assertThat(lineWith(lines, "data: "))
                        .isEqualTo("data: {\"payloadCid\":\"payload\",\"keyBoxCid\":\"box\",\"atMillis\":1}");
                assertThat(lineWith(lines, "event: ")).isEqualTo("event: block-added");
                assertThat(lineWith(lines, "data: ")).contains("\"height\":7", "[\"cd\"]");
            }
        }
    }

    @Test
    void stopsWatchingForAReaderThatHungUp() throws Exception {
        reader().close();
        await().until(running.node.watchers::isEmpty);
    }

    @Test
    void hangsUpOnAReaderThatFallsTooFarBehind() throws Exception {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add("ab".repeat(32));
        }
        try (Socket idle = reader()) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                tell(new NodeEvent.BlockAdded("ab", 7, 0, many, 2));
                return running.node.watchers.isEmpty();
            });
            assertThat(idle.isConnected()).isTrue();
        }
        assertThat(running.get("/v1/status").statusCode()).isEqualTo(200);
    }

    @Test
    void turnsAwayOneReaderTooMany() throws Exception {
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < HttpLimits.EVENT_READERS; i++) {
            readers.add(reader());
        }
        assertThat(running.get("/v1/events").statusCode()).isEqualTo(503);
        readers.remove(0).close();
        await().until(() -> running.node.watchers.size() == HttpLimits.EVENT_READERS - 1);
        readers.add(reader());
        for (Socket each : readers) {
            each.close();
        }
    }
}
