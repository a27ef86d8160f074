package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From TCP over a Unix domain socket to TCP, as into a namespace. */
@Timeout(60)
class RelayTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket server = new ServerSocket();
    private Relay inner;
    private Relay outer;

    @TempDir
    private Path directory;

    RelayTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        server.bind(ANY, 512);
        UnixDomainSocketAddress file = UnixDomainSocketAddress.of(directory.resolve("s"));
        inner = Relay.start(file, server.getLocalSocketAddress());
        outer = Relay.start(ANY, file);
    }

    @AfterEach
    void close() throws IOException {
        outer.close();
        inner.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void carries64MegabytesBothWaysAtOnceAndTheEndOfEachByItself() throws Exception {
        CompletableFuture<Void> echoing =
                serving(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
        byte[] sent = new byte[64 << 20];
        new SplittableRandom(1).nextBytes(sent);
        try (Socket socket = connect()) {
            CompletableFuture<Void> sending = async(() -> {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
            });
            MessageDigest received = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.update(buffer, 0, read);
            }
            assertThat(received.digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(sent));
            sending.get(40, TimeUnit.SECONDS);
        }
        echoing.get(40, TimeUnit.SECONDS);
    }

    @Test
    void handsOverEachPieceOfAStreamWhenItComes() throws Exception {
        CompletableFuture<Void> answering = serving(socket -> {
            for (int question = socket.getInputStream().read();
                    question >= 0;
                    question = socket.getInputStream().read()) {
                socket.getOutputStream().write(question + 1);
            }
        });
        try (Socket socket = connect()) {
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(i);
                assertThat(socket.getInputStream().read()).isEqualTo(i + 1);
            }
        }
        answering.get(40, TimeUnit.SECONDS);
    }

    @Test
    void takesNoMoreThanItsBuffersFromASenderWhoseReaderWaits() throws Exception {
        CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(this::accept, threads);
        try (Socket socket = connect();
                Socket waiting = accepted.get(40, TimeUnit.SECONDS)) {
            CompletableFuture<Void> sending =
                    async(() -> socket.getOutputStream().write(new byte[256 << 20]));
            assertThat(sending).as("256 MB that nobody reads").failsWithin(java.time.Duration.ofSeconds(1));
            assertThat(waiting.getInputStream().readNBytes(256 << 20)).hasSize(256 << 20);
            sending.get(40, TimeUnit.SECONDS);
        }
    }

    @Test
    void needsNoThreadForAConnection() throws Exception {
        CompletableFuture<List<Socket>> accepted = CompletableFuture.supplyAsync(
                () -> {
                    List<Socket> all = new ArrayList<>();
                    for (int i = 0; i < 300; i++) {
                        all.add(accept());
                    }
                    return all;
                },
                threads);
        List<Socket> calling = new ArrayList<>();
        int before = Thread.activeCount();
        for (int i = 0; i < 300; i++) {
            calling.add(connect());
        }
        for (Socket socket : accepted.get(40, TimeUnit.SECONDS)) {
            socket.getOutputStream().write(7);
        }
        for (Socket socket : calling) {
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before);
        for (Socket socket : calling) {
            socket.close();
        }
        for (Socket socket : accepted.get()) {
            assertThat(socket.getInputStream().read()).as("the end arrives").isEqualTo(-1);
            socket.close();
        }
    }

    @Test
    void endsAConnectionThatNobodyTakes() throws Exception {
        server.close();
        try (Socket socket = connect()) {
            assertThat(ends(socket)).isTrue();
        }
    }

    @Test
    void endsItsConnectionsAndRemovesItsFileWhenItCloses() throws Exception {
        CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(this::accept, threads);
        try (Socket socket = connect();
                Socket other = accepted.get(40, TimeUnit.SECONDS)) {
            SocketAddress file = inner.address();
            inner.close();
            assertThat(ends(socket)).isTrue();
            assertThat(ends(other)).isTrue();
            assertThat(Path.of(file.toString()))
                    .satisfies(path -> assertThat(Files.exists(path)).isFalse());
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) outer.address();
        return new Socket(address.getAddress(), address.getPort());
    }

    private Socket accept() {
        try {
            return server.accept();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    private CompletableFuture<Void> serving(Service service) {
        return async(() -> {
            try (Socket socket = server.accept();
                    OutputStream ends = socket.getOutputStream()) {
                service.serve(socket);
                ends.flush();
            }
        });
    }

    private CompletableFuture<Void> async(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }
}
