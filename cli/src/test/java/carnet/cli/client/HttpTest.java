package carnet.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpTest {
    private static final String NO_ANSWER = "the node at %s gave no answer within 1 s";

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws Exception {
        assertGivenUp(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "the answer of %s/v1/status did not end within 1 s");
    }

    @Test
    void anAnswerThatNeverBeginsIsGivenUpAtOnce() throws Exception {
        assertGivenUp("", NO_ANSWER);
    }

    @Test
    void aHeaderThatNeverEndsIsGivenUp() throws Exception {
        assertGivenUp("HTTP/1.1 200 OK\r\nX-Header: ", NO_ANSWER);
        assertGivenUp("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", NO_ANSWER);
        assertGivenUp("HTTP/1.1 100 Continue\r\n\r\n", NO_ANSWER);
    }

    /** What answers with {@code begun} and then says no more is asked once, and named. */
    private static void assertGivenUp(String begun, String cause) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            AtomicInteger asked = new AtomicInteger();
            Thread answering = new Thread(() -> answer(server, begun, asked));
            answering.setDaemon(true);
            answering.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            Http http = new Http(NodeUrl.parse(url), Environment.ofProcess(), Duration.ofSeconds(1));
            assertThatThrownBy(() -> http.get("/v1/status", 1_000, Set.of(200)))
                    .isInstanceOf(Failure.class)
                    .hasMessage(String.format(cause, url)
                            + ". Run the same command again, or ask another node with --node URL");
            assertThat(asked).hasValue(1);
        }
    }

    /** Answers with a part of an answer and leaves the connection open until the client hangs up. */
    private static void answer(ServerSocket server, String begun, AtomicInteger asked) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                asked.incrementAndGet();
                OutputStream out = socket.getOutputStream();
                out.write(begun.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                while (socket.getInputStream().read() >= 0) {
                    // Until the client hangs up.
                }
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }
}
