package carnet.node.net;

import static carnet.node.net.Network.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who does not belong here cannot join, probe or tie the node up. */
@ParameterizedClass
@MethodSource("carnet.node.net.TlsKindTest#kinds")
class StrangerTest {
    private static final int UNLISTED = 99;

    private final Network network;
    private Node node;

    StrangerTest(TlsKind kind) {
        network = new Network(kind);
    }

    @BeforeEach
    void startNode() throws Exception {
        node = network.start(0);
    }

    @AfterEach
    void nodeStillServesItsPeersThenStops() throws Exception {
        Node peer = network.start(15, node.address());
        peer.waitFor(node);
        network.close();
    }

    @Test
    void aKeyThatIsNotListedIsRefusedInTheTlsHandshake() throws Exception {
        try (RawPeer stranger = RawPeer.connect(node, Network.key(UNLISTED))) {
            assertThatThrownBy(() -> {
                        stranger.send(
                                Frame.HELLO,
                                stranger.hello(LinkKind.CONTROL, stranger.key).encode());
                        stranger.receive();
                    })
                    .isInstanceOf(IOException.class);
        }
        refusedFor(DisconnectReason.NOT_ALLOWED);
        assertThat(node.net.counters().control().framesOut()).isZero();
    }

    @Test
    void aNodeThatIsNotListedLearnsThatItIsRefused() throws Exception {
        Node stranger = network.start(UNLISTED, node.address());
        eventually(
                () -> assertThat(stranger.net.dials().get(0).lastReason()).isEqualTo(DisconnectReason.REFUSED_BY_PEER));
        assertThat(stranger.net.obstacle(node.id())).isEqualTo(DisconnectReason.REFUSED_BY_PEER);
        assertThat(stranger.events).isEmpty();
    }

    @Test
    void aListedNodeRefusesToDialAStranger() throws Exception {
        Node stranger = network.start(UNLISTED);
        Node listed = network.start(1, stranger.address());
        eventually(() -> assertThat(listed.net.dials().get(0).lastReason()).isEqualTo(DisconnectReason.NOT_ALLOWED));
        assertThat(listed.net.counters().control().framesOut()).isZero();
    }

    @Test
    void tls12IsRefused() throws Exception {
        try (RawPeer old = RawPeer.speaking(node, "TLSv1.2")) {
            assertThatThrownBy(old.socket::startHandshake).isInstanceOf(IOException.class);
        }
        refusedFor(DisconnectReason.TLS_FAILED);
    }

    @Test
    void aListedNodesExtensionInAnothersCertificateIsRefused() throws Exception {
        byte[] stolen = new ForgedCertificate().value(Network.key(1));
        try (RawPeer thief =
                RawPeer.showing(node, new ForgedCertificate().value(stolen).shown())) {
            assertThatThrownBy(thief::receive).isInstanceOf(IOException.class);
        }
        refusedFor(DisconnectReason.TLS_FAILED);
    }

    @Test
    void anEd25519CertificateOfAListedNodeIsRefused() throws Exception {
        NodeCertificate own = new ForgedCertificate("Ed25519", "Ed25519")
                .nodeKey(Network.key(1))
                .shown();
        try (RawPeer old = RawPeer.showing(node, own)) {
            assertThatThrownBy(old::receive).isInstanceOf(IOException.class);
        }
        refusedFor(DisconnectReason.TLS_FAILED);
    }

    @Test
    void noClientCertificateIsRefused() throws Exception {
        try (RawPeer nameless = RawPeer.withoutCertificate(node)) {
            assertThatThrownBy(nameless::receive).isInstanceOf(IOException.class);
        }
        refusedFor(DisconnectReason.TLS_FAILED);
    }

    @Test
    void aResumedTlsSessionIsRefusedSinceItShowsNoCertificate() throws Exception {
        try (RawPeer first = RawPeer.joined(node, Network.key(1))) {
            eventually(() -> assertThat(node.events).hasSize(1));
            // A session lives for a second: on a machine that is slower than that, one of the next tries is resumed.
            for (int i = 0; i < 5 && node.net.counters().closed(DisconnectReason.TLS_FAILED) == 0; i++) {
                try (RawPeer second = first.again(node)) {
                    second.socket.startHandshake();
                    second.sendQuietly(
                            Frame.HELLO,
                            second.hello(LinkKind.CONTROL, second.key).encode());
                    second.farewell();
                }
            }
        }
        eventually(() -> assertThat(node.net.counters().closed(DisconnectReason.TLS_FAILED))
                .isPositive());
    }

    @Test
    void aReplayedHelloIsRefused() throws Exception {
        byte[] hello;
        byte[] proof;
        try (RawPeer first = RawPeer.connect(node, Network.key(1))) {
            hello = first.hello(LinkKind.CONTROL, first.key).encode();
            first.send(Frame.HELLO, hello);
            Frame theirs = first.receive();
            first.receive();
            proof = first.proof(node, LinkKind.CONTROL, hello, theirs.payload());
            first.send(Frame.PROOF, proof);
            eventually(() -> assertThat(node.events).hasSize(1));
        }
        eventually(() -> assertThat(node.events).hasSize(2));
        try (RawPeer replay = RawPeer.connect(node, Network.key(1))) {
            replay.send(Frame.HELLO, hello);
            replay.send(Frame.PROOF, proof);
            assertThat(replay.farewell()).isEqualTo(DisconnectReason.BAD_SIGNATURE);
        }
        assertThat(node.events).hasSize(2);
    }

    @Test
    void theNodesOwnProofCannotBeReflected() throws Exception {
        try (RawPeer mirror = RawPeer.connect(node, Network.key(1))) {
            mirror.send(Frame.HELLO, mirror.hello(LinkKind.CONTROL, mirror.key).encode());
            mirror.receive();
            mirror.send(Frame.PROOF, mirror.receive().payload());
            assertThat(mirror.farewell()).isEqualTo(DisconnectReason.BAD_SIGNATURE);
        }
    }

    @Test
    void aHelloWithAnotherKeyThanTheCertificateIsRefused() throws Exception {
        try (RawPeer liar = RawPeer.connect(node, Network.key(1))) {
            liar.send(Frame.HELLO, liar.hello(LinkKind.CONTROL, Network.key(2)).encode());
            assertThat(liar.farewell()).isEqualTo(DisconnectReason.WRONG_KEY);
        }
    }

    @Test
    void aHelloOfAnotherVersionOrWithRubbishIsRefusedByName() throws Exception {
        byte[] hello = new Hello(Network.GENESIS, Network.key(1).publicKey(), LinkKind.CONTROL, Hash.ZERO, "", 9, "raw")
                .encode();
        byte[] newer = hello.clone();
        newer[1]++;
        byte[] cut = java.util.Arrays.copyOf(hello, hello.length - 1);
        assertThat(answerTo(Frame.HELLO, newer)).isEqualTo(DisconnectReason.WRONG_VERSION);
        assertThat(answerTo(Frame.HELLO, cut)).isEqualTo(DisconnectReason.MALFORMED);
        assertThat(answerTo(Frame.HELLO, new byte[0])).isEqualTo(DisconnectReason.MALFORMED);
        assertThat(answerTo(Frame.MESSAGE, new byte[3])).isEqualTo(DisconnectReason.MALFORMED);
        assertThat(answerTo(Frame.HELLO, new byte[NetLimits.HELLO_FRAME_MAX_BYTES]))
                .isEqualTo(DisconnectReason.FRAME_TOO_LONG);
    }

    private @Nullable DisconnectReason answerTo(int type, byte[] payload) throws Exception {
        try (RawPeer peer = RawPeer.connect(node, Network.key(1))) {
            peer.send(type, payload);
            return peer.farewell();
        }
    }

    @Test
    void aBulkConnectionAloneIsRefused() throws Exception {
        try (RawPeer peer = RawPeer.connect(node, Network.key(1))) {
            peer.send(Frame.HELLO, peer.hello(LinkKind.BULK, peer.key).encode());
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.NO_CONTROL);
        }
    }

    @Test
    void randomBytesEndTheConnectionAndNothingElse() throws Exception {
        byte[] noise = new byte[4096];
        for (int seed = 0; seed < 20; seed++) {
            new Random(seed).nextBytes(noise);
            try (Socket socket = connect()) {
                writeQuietly(socket, noise);
                assertThat(readsEnd(socket)).isTrue();
            }
        }
        eventually(() -> assertThat(node.net.counters().closed(DisconnectReason.TLS_FAILED))
                .isEqualTo(20));
    }

    @Test
    void aClientHelloThatClaimsSixteenMebibytesTimesOut() throws Exception {
        NetTimings hasty = new NetTimings(300, 5_000, 2_000, 500, 200, 2_000, 50, 400, 1_000, 400, 200, 200, 1_500, 50);
        Node strict = network.start(2, Network.GENESIS, 0, hasty);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), strict.net.port())) {
            socket.setSoTimeout(10_000);
            writeQuietly(socket, new byte[] {22, 3, 1, 0, 4, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            assertThat(readsEnd(socket)).isTrue();
        }
        eventually(() -> assertThat(strict.net.counters().closed()).isNotEmpty());
        assertThat(strict.net.counters().closed().keySet())
                .isSubsetOf(DisconnectReason.HANDSHAKE_TIMEOUT, DisconnectReason.TLS_FAILED);
    }

    @Test
    void aHandshakeThatStallsBeforeOrAfterTlsTimesOut() throws Exception {
        NetTimings hasty = new NetTimings(4_000, 400, 2_000, 500, 200, 2_000, 50, 400, 1_000, 400, 200, 200, 1_500, 50);
        Node strict = network.start(2, Network.GENESIS, 0, hasty);
        try (Socket mute = new Socket(InetAddress.getLoopbackAddress(), strict.net.port());
                RawPeer shy = RawPeer.connect(strict, Network.key(1))) {
            mute.setSoTimeout(10_000);
            shy.socket.startHandshake();
            assertThat(readsEnd(mute)).isTrue();
            shy.farewell();
        }
        eventually(() -> assertThat(strict.net.counters().closed(DisconnectReason.HANDSHAKE_TIMEOUT))
                .isEqualTo(2));
    }

    @Test
    void handshakesFromOneAddressAreCapped() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * NetLimits.HANDSHAKES_PER_ADDRESS_MAX; i++) {
                sockets.add(connect());
            }
            int over = sockets.size() - NetLimits.HANDSHAKES_PER_ADDRESS_MAX;
            eventually(() -> assertThat(node.net.counters().closed(DisconnectReason.TOO_MANY_HANDSHAKES))
                    .isEqualTo(over));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aPeerThatFlapsIsHeldOffAndOthersAreServed() throws Exception {
        Node friend = network.start(14, node.address());
        friend.waitFor(node);
        for (int i = 0; i < 50; i++) {
            try (RawPeer flapper = RawPeer.connect(node, Network.key(1))) {
                flapper.send(
                        Frame.HELLO,
                        flapper.hello(LinkKind.CONTROL, flapper.key).encode());
                flapper.receive();
            }
        }
        eventually(() -> assertThat(node.net.counters().closed(DisconnectReason.FLAPPING))
                .isGreaterThanOrEqualTo(50 - NetLimits.CONNECTS_BURST - 5));
        assertThat(node.downs).isEmpty();
        assertThat(friend.downs).isEmpty();
    }

    private void refusedFor(DisconnectReason reason) {
        eventually(() -> assertThat(node.net.counters().closed(reason)).isEqualTo(1));
        assertThat(node.events).isEmpty();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.net.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void writeQuietly(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching(".*(reset|pipe).*");
        }
    }

    private static boolean readsEnd(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length < 1024;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("reset");
        }
    }
}
