package carnet.node.net;

import static carnet.node.net.Network.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerNetworkTest {
    private final Network network = new Network();

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void twoNodesConnectAndExchangeFramesInOrder() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        a.waitFor(b);
        b.waitFor(a);
        byte[] large = new byte[NetLimits.CONTROL_PAYLOAD_MAX_BYTES];
        new Random(1).nextBytes(large);
        for (byte[] payload : List.of(new byte[0], new byte[] {1}, large, new byte[] {2})) {
            assertThat(a.net.send(b.id(), payload)).isTrue();
            assertThat(b.net.send(a.id(), payload)).isTrue();
        }
        for (Node node : List.of(a, b)) {
            eventually(() -> assertThat(node.frames).hasSize(4));
            assertThat(node.frames.get(0).payload()).isEmpty();
            assertThat(node.frames.get(2).payload()).isEqualTo(large);
            assertThat(node.frames.get(3).payload()).containsExactly(2);
        }
        assertThat(a.net.peers().get(0).address()).isEqualTo(b.address());
        assertThat(a.net.peers().get(0).key()).isEqualTo(b.key.publicKey());
        assertThat(a.net.counters().control().bytesIn()).isGreaterThan(large.length);
    }

    @Test
    void nodesWithBoringSslAndWithJavasTlsConnectWhoeverDials() throws Exception {
        Node boot = network.start(0, TlsKind.java(true));
        Node own = network.start(1, TlsKind.ofThisMachine(), boot.address());
        Node java = network.start(2, TlsKind.java(false), own.address());
        boot.waitFor(own, java);
        own.waitFor(boot, java);
        java.waitFor(boot, own);
        assertThat(own.net.send(java.id(), new byte[] {1})).isTrue();
        eventually(() -> assertThat(java.frames).hasSize(1));
    }

    @Test
    void oneBootAddressIsEnoughToFindAllOthers() throws Exception {
        Node boot = network.start(0);
        for (int i = 1; i < 5; i++) {
            network.start(i, boot.address());
        }
        for (Node node : network.nodes) {
            node.waitFor(network.nodes.stream().filter(other -> other != node).toArray(Node[]::new));
        }
        boot.close();
        List<Node> others = network.nodes.subList(1, 5);
        for (Node node : others) {
            node.waitFor(others.stream().filter(other -> other != node).toArray(Node[]::new));
        }
    }

    @Test
    void anotherGenesisIsRefusedOnBothSides() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, Sha256.of(new byte[] {9}), 0, Network.TIMINGS, a.address());
        eventually(() -> assertThat(a.net.counters().closed(DisconnectReason.WRONG_CHAIN))
                .isPositive());
        eventually(() -> assertThat(b.net.counters().closed(DisconnectReason.WRONG_CHAIN))
                .isPositive());
        assertThat(b.net.dials().get(0).lastReason()).isEqualTo(DisconnectReason.WRONG_CHAIN);
        assertThat(a.net.obstacle(b.id())).isEqualTo(DisconnectReason.WRONG_CHAIN);
        assertThat(b.net.obstacle(a.id())).isEqualTo(DisconnectReason.WRONG_CHAIN);
        assertThat(a.events).isEmpty();
        assertThat(b.events).isEmpty();
    }

    @Test
    void nodesThatDialEachOtherSettleOnOneConnection() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (Network pair = new Network()) {
                int portOfA = freePort();
                Node b = pair.start(1, new PeerAddress("127.0.0.1", portOfA));
                Node a = pair.start(0, Network.GENESIS, portOfA, Network.TIMINGS, b.address());
                a.waitFor(b);
                b.waitFor(a);
                eventually(() -> {
                    assertThat(a.net.peers().get(0).dialedByUs())
                            .isNotEqualTo(b.net.peers().get(0).dialedByUs());
                    a.net.send(b.id(), new byte[] {1});
                    assertThat(b.frames).isNotEmpty();
                });
                assertThat(a.net.peers()).hasSize(1);
            }
        }
    }

    @Test
    void reconnectsWhenTheOtherSideRestartsOnTheSamePort() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        b.waitFor(a);
        int port = a.net.port();
        a.close();
        eventually(() -> assertThat(b.downs).containsExactly(DisconnectReason.SHUTDOWN));
        eventually(() -> assertThat(b.net.dials().get(0).failures()).isGreaterThan(1));
        assertThat(b.net.dials().get(0).lastReason()).isEqualTo(DisconnectReason.CONNECT_FAILED);
        eventually(() -> assertThat(b.net.obstacle(a.id())).isEqualTo(DisconnectReason.CONNECT_FAILED));
        Node again = network.start(0, Network.GENESIS, port, Network.TIMINGS);
        b.waitFor(again);
        assertThat(b.events).containsExactly("up " + a.id(), "down " + a.id(), "up " + a.id());
    }

    @Test
    void aHostNameThatNobodyKnowsIsSaidToBeTheObstacle() throws Exception {
        Node a = network.start(0);
        a.net.learnAddress(Network.id(1), "no..name", 9000);
        eventually(() -> assertThat(a.net.obstacle(Network.id(1)))
                .isNotNull()
                .extracting(DisconnectReason::text)
                .isEqualTo("its host name is not known here"));
    }

    @Test
    void aNodeThatDialsItselfStopsDoingSo() throws Exception {
        int port = freePort();
        Node a = network.start(0, Network.GENESIS, port, Network.TIMINGS, new PeerAddress("127.0.0.1", port));
        eventually(
                () -> assertThat(a.net.counters().closed(DisconnectReason.SELF)).isPositive());
        assertThat(a.events).isEmpty();
        assertThat(a.net.dials().get(0).lastReason()).isEqualTo(DisconnectReason.SELF);
    }

    @Test
    void aPeerThatThePolicyRemovesIsDisconnectedAndCannotReturn() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        a.waitFor(b);
        network.listed.remove(b.key.publicKey());
        a.net.recheckAllowed();
        eventually(() -> assertThat(a.downs).containsExactly(DisconnectReason.NOT_ALLOWED));
        eventually(() -> assertThat(b.downs).containsExactly(DisconnectReason.REFUSED_BY_PEER));
        eventually(() -> assertThat(a.net.counters().closed(DisconnectReason.NOT_ALLOWED))
                .isGreaterThan(2));
        assertThat(a.net.peers()).isEmpty();
    }

    @Test
    void aBannedPeerIsRefusedUntilTheBanEnds() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        a.waitFor(b);
        a.net.ban(b.id(), Duration.ofMillis(1500));
        eventually(() -> assertThat(b.downs).containsExactly(DisconnectReason.BANNED_BY_PEER));
        assertThat(a.net.send(b.id(), new byte[1])).isFalse();
        a.waitFor(b);
        assertThat(a.events).containsExactly("up " + b.id(), "down " + b.id(), "up " + b.id());
    }

    /** Whoever accuses others would else have them drop what it sent, and be blamed itself for what it says of them. */
    @Test
    void whatAPeerSaysOfThisNodeIsNoFaultOfThePeer() throws Exception {
        Node a = network.start(0);
        for (DisconnectReason said : List.of(
                DisconnectReason.MALFORMED,
                DisconnectReason.FRAME_TOO_LONG,
                DisconnectReason.MISBEHAVED,
                DisconnectReason.BANNED)) {
            try (RawPeer accuser = RawPeer.joined(a, Network.key(1))) {
                int before = a.downs.size();
                accuser.send(Frame.GOODBYE, new byte[] {(byte) said.code()});
                eventually(() -> assertThat(a.downs).hasSize(before + 1));
            }
        }
        assertThat(a.downs)
                .containsExactly(
                        DisconnectReason.BLAMED_BY_PEER,
                        DisconnectReason.BLAMED_BY_PEER,
                        DisconnectReason.BLAMED_BY_PEER,
                        DisconnectReason.BANNED_BY_PEER);
    }

    @Test
    void anAddressFromTheCoreIsDialed() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1);
        b.net.learnAddress(a.id(), "127.0.0.1", a.net.port());
        a.waitFor(b);
        assertThat(a.net.knownAddresses()).containsExactly(new KnownAddress(b.key.publicKey(), b.address()));
    }

    @Test
    void anotherNodeAtALearnedAddressIsRefused() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1);
        b.net.learnAddress(carnet.crypto.sign.NodeId.of(Network.key(2).publicKey()), "127.0.0.1", a.net.port());
        eventually(() ->
                assertThat(b.net.counters().closed(DisconnectReason.WRONG_KEY)).isPositive());
        assertThat(a.events).isEmpty();
    }

    @Test
    void aDeadPeerIsNoticed() throws Exception {
        Node a = network.start(0);
        try (RawPeer silent = RawPeer.joined(a, Network.key(1))) {
            eventually(() -> assertThat(a.downs).containsExactly(DisconnectReason.IDLE));
            assertThat(silent.farewell()).isNull();
        }
    }

    @Test
    void anIdleConnectionStaysUp() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        b.waitFor(a);
        long before = a.net.counters().control().framesIn();
        int pings = 2 * Network.TIMINGS.idleMillis() / Network.TIMINGS.pingMillis();
        eventually(() -> assertThat(a.net.counters().control().framesIn()).isGreaterThan(before + pings));
        assertThat(a.downs).isEmpty();
    }

    @Test
    void aPortInUseIsSaidSo() throws Exception {
        Node a = network.start(0);
        assertThatThrownBy(() -> network.start(1, Network.GENESIS, a.net.port(), Network.TIMINGS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen for peers on 127.0.0.1:" + a.net.port())
                .hasMessageContaining("choose another one");
    }

    @Test
    void upAndDownAlternateForEachPeerWhateverHappens() throws Exception {
        Node a = network.start(0);
        Node b = network.start(1, a.address());
        a.waitFor(b);
        b.waitFor(a);
        for (int round = 1; round <= 3; round++) {
            int ups = round + 1;
            b.net.disconnect(a.id(), DisconnectReason.MISBEHAVED);
            eventually(() -> {
                assertThat(Collections.frequency(a.events, "up " + b.id())).isEqualTo(ups);
                assertThat(Collections.frequency(b.events, "up " + a.id())).isEqualTo(ups);
            });
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < a.events.size(); i++) {
            expected.add((i % 2 == 0 ? "up " : "down ") + b.id());
        }
        assertThat(a.events).isEqualTo(expected);
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
