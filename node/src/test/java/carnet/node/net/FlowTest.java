package carnet.node.net;

import static carnet.node.net.Network.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.codec.ByteWriter;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No peer, listed or not, makes this node keep more bytes or time than its bounds. */
class FlowTest {
    private final Network network = new Network();
    private Node node;

    @BeforeEach
    void startNode() throws Exception {
        node = network.start(0);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void aReaderThatDoesNotReadIsDisconnectedAtTheBound() throws Exception {
        try (RawPeer deaf = joined()) {
            byte[] payload = new byte[1024 * 1024];
            int sent = 0;
            while (node.net.send(Network.id(1), payload)) {
                sent++;
                assertThat(sent).isLessThan(100);
            }
            eventually(() -> assertThat(node.downs).containsExactly(DisconnectReason.SLOW_READER));
            assertThat(sent).isGreaterThanOrEqualTo(NetLimits.CONTROL_UNSENT_MAX_BYTES / payload.length - 1);
            assertThat(deaf.socket.isConnected()).isTrue();
        }
    }

    @Test
    void aPeerIsNotReadWhileTheCoreIsBehindAndNothingIsLost() throws Exception {
        Node sender = network.start(1, node.address());
        sender.waitFor(node);
        node.handlesFrames = false;
        byte[] payload = new byte[1024 * 1024];
        long before = sender.net.counters().control().framesOut();
        int sent = 0;
        do {
            payload[0] = (byte) sent++;
            assertThat(sender.net.send(node.id(), payload.clone())).isTrue();
        } while (leavesSoon(sender, before + sent));
        int bound = NetLimits.CONTROL_UNREAD_MAX_BYTES / payload.length + 1;
        eventually(() -> assertThat(node.frames).hasSizeGreaterThanOrEqualTo(bound - 1));
        assertThat(node.frames).hasSizeLessThanOrEqualTo(bound + 2);
        node.handlesFrames = true;
        node.frames.forEach(frame -> frame.done().run());
        int all = sent;
        eventually(() -> assertThat(node.frames).hasSize(all));
        for (int i = 0; i < all; i++) {
            assertThat(node.frames.get(i).payload()[0]).isEqualTo((byte) i);
        }
        assertThat(node.downs).isEmpty();
    }

    @Test
    void aFrameLongerThanItsChannelAllowsEndsTheConnection() throws Exception {
        try (RawPeer peer = joined()) {
            peer.out.writeInt(NetLimits.CONTROL_FRAME_MAX_BYTES + 1);
            peer.out.flush();
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.FRAME_TOO_LONG);
        }
    }

    @Test
    void theTableOfPeersIsFullAtItsLimit() throws Exception {
        node = network.start(0, Network.GENESIS, 0, NetTimings.standard());
        List<RawPeer> peers = new ArrayList<>();
        try {
            for (int i = 1; i <= NetLimits.PEERS_MAX; i++) {
                network.listed.add(Network.key(i).publicKey());
                peers.add(RawPeer.joined(node, Network.key(i)));
            }
            eventually(() -> assertThat(node.net.peers()).hasSize(NetLimits.PEERS_MAX));
            network.listed.add(Network.key(100).publicKey());
            try (RawPeer oneMore = RawPeer.connect(node, Network.key(100))) {
                oneMore.send(
                        Frame.HELLO,
                        oneMore.hello(LinkKind.CONTROL, oneMore.key).encode());
                assertThat(oneMore.farewell()).isEqualTo(DisconnectReason.TOO_MANY_PEERS);
            }
            assertThat(node.downs).isEmpty();
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void lengthsOfFourGigabytesAndOfZeroEndTheConnection() throws Exception {
        try (RawPeer peer = joined()) {
            peer.out.writeInt(-1);
            peer.out.flush();
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.FRAME_TOO_LONG);
        }
        try (RawPeer peer = joined()) {
            peer.out.writeInt(0);
            peer.out.flush();
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.MALFORMED);
        }
    }

    @Test
    void aFrameThatBeginsAndDoesNotEndIsCutOffEvenWhenItTrickles() throws Exception {
        NetTimings hasty =
                new NetTimings(4_000, 5_000, 2_000, 300, 200, 2_000, 50, 400, 1_000, 400, 200, 200, 1_500, 50);
        node = network.start(3, Network.GENESIS, 0, hasty);
        try (RawPeer peer = joined()) {
            peer.out.writeInt(1000);
            peer.out.flush();
            eventually(() -> {
                trickle(peer);
                assertThat(node.downs).containsExactly(DisconnectReason.BODY_STALLED);
            });
        }
    }

    /** Sends one more byte, unless the connection has been cut off by now. */
    private static void trickle(RawPeer peer) throws IOException {
        try {
            peer.out.writeByte(Frame.MESSAGE);
            peer.out.flush();
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("Broken pipe.*|Connection reset.*|.*closed.*");
        }
    }

    @Test
    void anUnknownFrameTypeIsIgnoredAndCounted() throws Exception {
        try (RawPeer peer = joined()) {
            peer.send(200, new byte[10]);
            peer.send(Frame.MESSAGE, new byte[] {7});
            eventually(() -> assertThat(node.frames).hasSize(1));
            assertThat(node.net.counters().ignoredFrames()).isEqualTo(1);
        }
    }

    @Test
    void aSecondHelloIsMalformed() throws Exception {
        try (RawPeer peer = joined()) {
            peer.send(Frame.HELLO, peer.hello(LinkKind.CONTROL, peer.key).encode());
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.MALFORMED);
        }
    }

    @Test
    void tenThousandAddressesAreRefusedAndManyListsAreThrottled() throws Exception {
        try (RawPeer peer = joined()) {
            peer.send(
                    Frame.ADDRESSES,
                    new ByteWriter().u16(10_000).raw(new byte[100]).toBytes());
            assertThat(peer.farewell()).isEqualTo(DisconnectReason.MALFORMED);
        }
        try (RawPeer peer = joined()) {
            byte[] list = KnownAddress.encode(List.of());
            for (int i = 0; i < 1000; i++) {
                peer.send(Frame.ADDRESSES, list);
            }
            eventually(() -> assertThat(node.net.counters().ignoredFrames())
                    .isBetween(1000L - 2 * NetLimits.ADDRESSES_BURST_FRAMES, 1000L));
        }
    }

    @Test
    void whoeverToldAllAddressesThatItMayTellsNoMoreWhenItComesBack() throws Exception {
        byte[] list = KnownAddress.encode(List.of());
        long sent = 0;
        for (int connection = 0; connection < 3; connection++) {
            try (RawPeer peer = joined()) {
                for (int i = 0; i < 100; i++) {
                    peer.send(Frame.ADDRESSES, list);
                    sent++;
                }
                long fewest = sent - 2 * NetLimits.ADDRESSES_BURST_FRAMES + 1;
                eventually(() -> assertThat(node.net.counters().ignoredFrames()).isGreaterThanOrEqualTo(fewest));
            }
        }
    }

    @Test
    void addressesOfUnlistedKeysAreNotDialedAndLiesDoNotDisplaceTheTruth() throws Exception {
        Node friend = network.start(2, node.address());
        friend.waitFor(node);
        List<KnownAddress> lies = new ArrayList<>();
        for (int i = 20; i < 60; i++) {
            lies.add(new KnownAddress(Network.key(i).publicKey(), new PeerAddress("127.0.0.1", 9)));
        }
        lies.add(new KnownAddress(friend.key.publicKey(), new PeerAddress("127.0.0.1", 9)));
        try (RawPeer peer = joined()) {
            peer.send(Frame.ADDRESSES, KnownAddress.encode(lies));
            eventually(() -> assertThat(node.net.counters().ignoredFrames()).isEqualTo(40));
        }
        assertThat(node.net.knownAddresses()).contains(new KnownAddress(friend.key.publicKey(), friend.address()));
        assertThat(node.net.dials()).extracting(DialState::target).noneMatch(name -> name.contains(":9"));
        friend.net.disconnect(node.id(), DisconnectReason.MISBEHAVED);
        friend.waitFor(node);
    }

    @Test
    void aMillionSmallFramesOfOnePeerCostBoundedMemory() throws Exception {
        node.handlesFrames = false;
        byte[] burst = new byte[5 * 20_000];
        for (int i = 0; i < burst.length; i += 5) {
            burst[i + 3] = 1;
            burst[i + 4] = Frame.MESSAGE;
        }
        int bound = NetLimits.CONTROL_UNREAD_MAX_BYTES / NetLimits.FRAME_COST_BYTES;
        try (RawPeer peer = joined()) {
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        peer.out.write(burst);
                    }
                } catch (java.io.IOException e) {
                    assertThat(e).isNotNull();
                }
            });
            flood.setDaemon(true);
            flood.start();
            eventually(
                    () -> assertThat(node.net.counters().control().framesIn()).isGreaterThan(bound));
            long seen = node.net.counters().control().framesIn();
            assertThat(seen).isLessThan(2L * bound);
            node.close();
        }
    }

    private static boolean leavesSoon(Node sender, long frames) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> sender.net.counters().control().framesOut() >= frames);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private RawPeer joined() throws Exception {
        RawPeer peer = RawPeer.joined(node, Network.key(1));
        eventually(() -> assertThat(node.net.peers()).extracting(PeerInfo::id).contains(Network.id(1)));
        return peer;
    }
}
