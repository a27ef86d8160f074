package carnet.node.http;

import static carnet.node.http.RunningServer.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carnet.crypto.cid.Cid;
import carnet.node.api.NodeStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections: their number, their order, their ends. */
class ConnectionTest {
    private static final String GET_STATUS = "GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String CLOSING = GET_STATUS.replace("Host", "Connection: close\r\nHost");
    private static final String OCTETS = "Host: localhost\r\nContent-Type: application/octet-stream\r\n";
    private static final long SHORT_MILLIS = 200;

    private static HttpSettings settings(
            int workers, int queue, int perAddress, int total, long bodies, long bodyMillis, long idleMillis) {
        return new HttpSettings(
                "carnet.example", workers, queue, perAddress, total, bodies, bodyMillis, idleMillis, 5_000);
    }

    private static HttpSettings defaultsButFor(int perAddress, int total) {
        return settings(2, 10, perAddress, total, 1_000_000, 5_000, 60_000);
    }

    /** A node whose status waits until it is let go. */
    private static final class SlowNode extends MemoryNode {
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public NodeStatus status() {
            try {
                if (!go.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("never let go");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.status();
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        SlowNode node = new SlowNode();
        try (RunningServer running = new RunningServer(node, HttpSettings.defaults());
                Socket socket = running.connect()) {
            RunningServer.write(
                    socket,
                    GET_STATUS + GET_STATUS.replace("status", "genesis") + "POST /v1/transactions HTTP/1.1\r\n" + OCTETS
                            + "Content-Length: 3\r\n\r\nabc" + CLOSING.replace("status", "members"));
            node.go.countDown();
            assertThat(RunningServer.readAll(socket))
                    .containsSubsequence("\"height\":41", "genesis", "HTTP/1.1 202", "\"txid\"", "{\"items\":[]}");
        }
    }

    @Test
    void asksForTheBodyWhenItWillTakeIt() throws Exception {
        try (RunningServer running = new RunningServer()) {
            byte[] block = new byte[100_000];
            HttpResponse<byte[]> response = running.send(running.request("/v1/chunks/" + Cid.ofRaw(block))
                    .expectContinue(true)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofByteArray(block)));
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(running.exchange("PUT /v1/chunks/x HTTP/1.1\r\nExpect: 100-continue\r\n" + OCTETS
                            + "Content-Length: 3000000\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void turnsAwayOneConnectionTooMany() throws Exception {
        for (HttpSettings settings : List.of(defaultsButFor(3, 100), defaultsButFor(100, 3))) {
            try (RunningServer running = new RunningServer(new MemoryNode(), settings)) {
                List<Socket> idle = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Socket socket = running.connect();
                    idle.add(socket);
                }
                assertThat(error(running.exchange("")))
                        .isEqualTo("503 TOO_MANY_CONNECTIONS: The node has as many connections as it takes."
                                + " Close some or try again in a second.");
                RunningServer.write(idle.get(0), GET_STATUS);
                assertThat(idle.get(0).getInputStream().read()).isEqualTo('H');
                idle.remove(0).close();
                await().until(() -> running.exchange(CLOSING).startsWith("HTTP/1.1 200 "));
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void endsASlowBody() throws Exception {
        try (RunningServer running =
                new RunningServer(new MemoryNode(), settings(2, 10, 9, 9, 1_000_000, SHORT_MILLIS, 60_000))) {
            assertThat(error(running.exchange("POST /v1/transactions HTTP/1.1\r\n"
                            + OCTETS.replace("localhost", "carnet.example") + "Content-Length: 10\r\n\r\nx")))
                    .isEqualTo("408 REQUEST_TIMEOUT: The body did not arrive within 200 ms after the header."
                            + " Send it faster or in smaller parts.");
        }
    }

    @Test
    void endsConnectionsWithoutARequest() throws Exception {
        try (RunningServer running =
                new RunningServer(new MemoryNode(), settings(2, 10, 9, 9, 1_000_000, 5_000, SHORT_MILLIS))) {
            assertThat(running.exchange("")).isEmpty();
            assertThat(running.exchange("GET /v1/status HTT")).isEmpty();
        }
    }

    @Test
    void saysSoWhenAllWorkersAreBusy() throws Exception {
        SlowNode node = new SlowNode();
        try (RunningServer running = new RunningServer(node, settings(1, 1, 9, 9, 1_000_000, 5_000, 60_000))) {
            List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(running.sendAsync(running.request("/v1/status")));
            }
            Object first = CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);
            node.go.countDown();
            List<String> answers = new ArrayList<>();
            for (CompletableFuture<HttpResponse<byte[]>> one : all) {
                HttpResponse<byte[]> response = one.get(10, TimeUnit.SECONDS);
                answers.add(response == first ? error(response) : Integer.toString(response.statusCode()));
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "200",
                            "200",
                            "503 BUSY: The node has more requests than it can answer. Try again in a second.");
        }
    }

    @Test
    void boundsTheBytesOfAllBodies() throws Exception {
        try (RunningServer running =
                new RunningServer(new MemoryNode(), settings(2, 10, 9, 9, 100_000, 5_000, 60_000))) {
            byte[] fits = new byte[100_000];
            byte[] longer = new byte[100_001];
            for (int i = 0; i < 3; i++) {
                HttpResponse<byte[]> response = running.put("/v1/chunks/" + Cid.ofRaw(longer), longer);
                assertThat(error(response)).startsWith("503 BUSY: ");
                assertThat(response.headers().firstValue("retry-after")).contains("1");
                assertThat(running.put("/v1/chunks/" + Cid.ofRaw(fits), fits).statusCode())
                        .isBetween(200, 201);
            }
        }
    }

    @Test
    void countsTheMemoryThatABodyTakesAndNotOnlyWhatCame() throws Exception {
        try (RunningServer running =
                new RunningServer(new MemoryNode(), settings(2, 10, 9, 9, 2_500_000, 20_000, 60_000))) {
            List<Socket> halfSent = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Socket socket = running.connect();
                halfSent.add(socket);
                RunningServer.write(
                        socket, "PUT /v1/chunks/x HTTP/1.1\r\n" + OCTETS + "Content-Length: 2097152\r\n\r\nx");
                RunningServer.write(socket, "x".repeat(1_200_000));
            }
            List<String> refused = new ArrayList<>();
            for (Socket socket : halfSent) {
                socket.setSoTimeout(2_000);
                try {
                    refused.add(error(RunningServer.readAll(socket)));
                } catch (SocketTimeoutException e) {
                    refused.add("waits for the rest");
                }
                socket.close();
            }
            assertThat(refused)
                    .containsExactlyInAnyOrder(
                            "waits for the rest",
                            "503 BUSY: The node has more requests than it can answer. Try again in a second.");
        }
    }

    @Test
    void closesIdleConnectionsWhenItStops() throws Exception {
        RunningServer running = new RunningServer();
        try (Socket socket = running.connect()) {
            RunningServer.write(socket, GET_STATUS);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            running.close();
            assertThat(RunningServer.readAll(socket)).endsWith("}");
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(running::connect).isInstanceOf(IOException.class));
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 8080);
        assertThatThrownBy(() -> HttpServer.start(everywhere, new MemoryNode(), HttpSettings.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The API listens on a loopback address only, not on 0.0.0.0:8080, since it has no TLS and"
                        + " no token. Use 127.0.0.1 and a tunnel such as ssh -L.");
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (RunningServer running = new RunningServer()) {
            int port = running.server.port();
            InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            assertThatThrownBy(() -> HttpServer.start(taken, new MemoryNode(), HttpSettings.defaults()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The API cannot listen on 127.0.0.1:" + port + ": ")
                    .hasMessageEndingWith(". Stop what uses the port or choose another.");
        }
    }
}
