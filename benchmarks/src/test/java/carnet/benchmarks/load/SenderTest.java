package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that stay open between two requests. */
class SenderTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int A_MOMENT_MILLIS = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final Sender sender = new Sender(nanos::get);
    private ServerSocket node;
    private URI uri;

    @BeforeEach
    void listen() throws IOException {
        node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        uri = URI.create("http://127.0.0.1:" + node.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        node.close();
    }

    @Test
    void oneThatWasSilentForLongIsNotUsedAgainForTheNodeMayEndItJustThen() throws Exception {
        sender.openForBurst(uri, 1);
        try (Socket first = accept(PATIENCE_MILLIS)) {
            pass(29);
            sender.openForBurst(uri, 1);
            assertThatThrownBy(() -> accept(A_MOMENT_MILLIS)).isInstanceOf(SocketTimeoutException.class);

            pass(2);
            sender.openForBurst(uri, 1);
            try (Socket second = accept(PATIENCE_MILLIS)) {
                assertThat(second.getPort()).isNotEqualTo(first.getPort());
                first.setSoTimeout(PATIENCE_MILLIS);
                assertThat(first.getInputStream().read()).isNegative();
            }
        }
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private Socket accept(int millis) throws IOException {
        node.setSoTimeout(millis);
        return node.accept();
    }
}
