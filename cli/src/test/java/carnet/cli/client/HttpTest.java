package carnet.cli.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpTest {
    @Test
    @Timeout(30)
    void anAnswerThatNeverEndsIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> beginAnswer(server));
            String url = "http://127.0.0.1:" + server.getLocalPort();
            Http http = new Http(NodeUrl.parse(url), Environment.ofProcess(), Duration.ofSeconds(1));
            assertThatThrownBy(() -> http.get("/v1/status", 1_000, Set.of(200)))
                    .isInstanceOf(Failure.class)
                    .hasMessage("the answer of " + url + "/v1/status did not end within 1 s."
                            + " Run the same command again, or ask another node with --node URL");
        }
    }

    /** Answers with a header and a part of the body it announces, and leaves the connection open. */
    private static void beginAnswer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (socket.getInputStream().read() >= 0) {
                // Until the client hangs up.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
