package carnet.node.net;

import static org.awaitility.Awaitility.await;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Several nodes in one process on loopback. Nodes with numbers 0 to 15 are listed unless a test says otherwise. */
final class Network implements AutoCloseable {
    static final Hash GENESIS = Sha256.of("genesis".getBytes(StandardCharsets.US_ASCII));

    /** Long enough for a busy machine, short enough for a test. */
    static final NetTimings TIMINGS =
            new NetTimings(4_000, 5_000, 2_000, 5_000, 200, 2_000, 50, 400, 1_000, 400, 200, 200, 1_500, 50);

    private static final int LISTED = 16;

    final Set<PublicKey> listed = ConcurrentHashMap.newKeySet();
    final List<Node> nodes = new ArrayList<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    private final TlsKind kind;

    Network() {
        this(TlsKind.ofThisMachine());
    }

    Network(TlsKind kind) {
        this.kind = kind;
        IntStream.range(0, LISTED).forEach(i -> listed.add(key(i).publicKey()));
    }

    /** Starts node {@code number} with boot addresses. */
    Node start(int number, PeerAddress... boot) throws IOException {
        return start(number, GENESIS, 0, TIMINGS, boot);
    }

    /** Starts node {@code number} with another TLS than the network's. */
    Node start(int number, TlsKind own, PeerAddress... boot) throws IOException {
        return start(number, own, GENESIS, 0, TIMINGS, boot);
    }

    Node start(int number, Hash genesis, int port, NetTimings timings, PeerAddress... boot) throws IOException {
        return start(number, kind, genesis, port, timings, boot);
    }

    private Node start(int number, TlsKind own, Hash genesis, int port, NetTimings timings, PeerAddress... boot)
            throws IOException {
        NetSettings settings = new NetSettings(genesis, "127.0.0.1", port, null, List.of(boot), "carnet/test", timings);
        Node node = new Node(key(number), settings, listed::contains, own);
        nodes.add(node);
        node.start();
        return node;
    }

    static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) (number + 1));
        return SigningKey.fromSeed(seed);
    }

    static NodeId id(int number) {
        return NodeId.of(key(number).publicKey());
    }

    static void eventually(org.awaitility.core.ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(check);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
