package carnet.node.net;

import static carnet.node.net.Network.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.net.FetchResult.Failed;
import carnet.node.net.FetchResult.FetchFailure;
import carnet.node.net.FetchResult.NotFound;
import carnet.node.net.FetchResult.Received;
import carnet.node.net.FetchResult.TimedOut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Network network = new Network();
    private final ConcurrentLinkedQueue<FetchResult> results = new ConcurrentLinkedQueue<>();
    private Node server;
    private Node client;

    @BeforeEach
    void connect() throws Exception {
        server = network.start(0);
        client = network.start(1, server.address());
        client.waitFor(server);
        server.waitFor(client);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void manyChunksArriveWholeWhileControlFramesStayQuick() throws Exception {
        int count = 400;
        Deque<Cid> wanted = new ArrayDeque<>(chunks(count));
        CountDownLatch all = new CountDownLatch(count);
        for (int i = 0; i < 8; i++) {
            fetchNext(wanted, all);
        }
        List<Long> tripMicros = new ArrayList<>();
        while (all.getCount() > 0) {
            int before = server.frames.size();
            long began = System.nanoTime();
            client.net.send(server.id(), new byte[200]);
            eventually(() -> assertThat(server.frames).hasSizeGreaterThan(before));
            tripMicros.add((System.nanoTime() - began) / 1000);
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.downs).isEmpty();
        assertThat(client.net.counters().bulk().bytesIn()).isGreaterThan((long) count * CHUNK_BYTES);
        tripMicros.sort(null);
        assertThat(tripMicros.get(tripMicros.size() / 2))
                .as("median micros of a control frame under bulk load")
                .isLessThan(250_000);
    }

    private void fetchNext(Deque<Cid> wanted, CountDownLatch all) {
        Cid cid;
        synchronized (wanted) {
            cid = wanted.poll();
        }
        if (cid == null) {
            return;
        }
        client.net.bulk().fetch(server.id(), cid, CHUNK_BYTES, result -> {
            if (result instanceof Received received && cid.matches(received.bytes())) {
                all.countDown();
            }
            fetchNext(wanted, all);
        });
    }

    @Test
    void bothSidesServeEachOther() {
        Cid atClient = Cid.ofRaw(new byte[] {1});
        client.chunks.put(atClient, new byte[] {1});
        server.net.bulk().fetch(client.id(), atClient, 1, results::add);
        awaitResults(1);
        assertThat(results.peek()).isInstanceOf(Received.class);
    }

    @Test
    void eachFailureHasItsName() {
        Cid large = chunks(1).get(0);
        fetch(Cid.ofRaw(new byte[0]));
        awaitResults(1);
        assertThat(results.poll()).isEqualTo(new NotFound());
        client.net.bulk().fetch(server.id(), large, CHUNK_BYTES - 1, results::add);
        awaitResults(1);
        assertThat(results.poll()).isEqualTo(new Failed(FetchFailure.TOO_LARGE));
        server.diskFails = true;
        fetch(large);
        awaitResults(1);
        assertThat(results.poll()).isEqualTo(new Failed(FetchFailure.PEER_READ_ERROR));
        client.net.bulk().fetch(Network.id(5), large, 1, results::add);
        assertThat(results.poll()).isEqualTo(new Failed(FetchFailure.NOT_CONNECTED));
    }

    @Test
    void requestsUnderWayAreBoundedInBytesAndNumber() throws Exception {
        try (RawPeer silent = silentPeer(2)) {
            int most = NetLimits.FETCH_PER_PEER_MAX_BYTES / NetLimits.CHUNK_MAX_BYTES;
            for (int i = 0; i < most; i++) {
                server.net.bulk().fetch(Network.id(2), cid(i), NetLimits.CHUNK_MAX_BYTES, results::add);
            }
            assertThat(results).isEmpty();
            server.net.bulk().fetch(Network.id(2), cid(99), 1, results::add);
            assertThat(results.poll()).isEqualTo(new Failed(FetchFailure.BUSY));
            assertThat(silent.socket.isConnected()).isTrue();
        }
        awaitResults(NetLimits.FETCH_PER_PEER_MAX_BYTES / NetLimits.CHUNK_MAX_BYTES);
        results.clear();
        try (RawPeer silent = silentPeer(3)) {
            for (int i = 0; i <= NetLimits.FETCHES_PER_PEER_MAX; i++) {
                server.net.bulk().fetch(Network.id(3), cid(i), 1, results::add);
            }
            assertThat(results).containsExactly(new Failed(FetchFailure.BUSY));
            assertThat(silent.socket.isConnected()).isTrue();
        }
    }

    @Test
    void aPeerThatNeverAnswersTimesOutAndIsDisconnected() throws Exception {
        try (RawPeer silent = silentPeer(2)) {
            for (int i = 0; i < NetLimits.TIMEOUTS_IN_A_ROW_MAX; i++) {
                server.net.bulk().fetch(Network.id(2), cid(i), 1, results::add);
            }
            awaitResults(NetLimits.TIMEOUTS_IN_A_ROW_MAX);
            assertThat(results).containsOnly(new TimedOut());
            eventually(() -> assertThat(server.downs).containsExactly(DisconnectReason.UNRESPONSIVE));
            assertThat(silent.farewell()).isEqualTo(DisconnectReason.UNRESPONSIVE);
        }
    }

    @Test
    void aDisconnectEndsEveryFetchExactlyOnce() {
        List<Cid> wanted = chunks(16);
        wanted.forEach(this::fetch);
        server.net.disconnect(client.id(), DisconnectReason.MISBEHAVED);
        awaitResults(16);
        client.waitFor(server);
        fetch(wanted.get(0));
        awaitResults(17);
        assertThat(results)
                .allMatch(result -> result instanceof Received || result.equals(new Failed(FetchFailure.DISCONNECTED)));
    }

    @Test
    void closingTheNetworkEndsEveryFetch() throws Exception {
        try (RawPeer silent = silentPeer(2)) {
            server.net.bulk().fetch(Network.id(2), cid(1), 1, results::add);
            server.close();
            awaitResults(1);
            assertThat(results.peek()).isEqualTo(new Failed(FetchFailure.DISCONNECTED));
            assertThat(silent.socket.isConnected()).isTrue();
        }
    }

    @Test
    void answersNobodyAskedForAreIgnoredAndLongOnesEndTheConnection() throws Exception {
        try (RawPeer control = silentPeer(2);
                RawPeer bulk = RawPeer.joined(server, Network.key(2), LinkKind.BULK)) {
            long before = server.net.counters().ignoredFrames();
            bulk.send(Frame.CHUNK, new byte[1000]);
            eventually(() -> assertThat(server.net.counters().ignoredFrames()).isEqualTo(before + 1));
            bulk.out.writeInt(NetLimits.BULK_FRAME_MAX_BYTES + 1);
            bulk.out.flush();
            assertThat(bulk.farewell()).isEqualTo(DisconnectReason.FRAME_TOO_LONG);
            assertThat(control.socket.isConnected()).isTrue();
        }
        assertThat(server.downs).doesNotContain(DisconnectReason.FRAME_TOO_LONG);
    }

    private RawPeer silentPeer(int number) throws Exception {
        RawPeer peer = RawPeer.joined(server, Network.key(number));
        eventually(() -> assertThat(server.net.peers()).extracting(PeerInfo::id).contains(Network.id(number)));
        return peer;
    }

    private List<Cid> chunks(int count) {
        Random random = new Random(3);
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] chunk = new byte[CHUNK_BYTES];
            random.nextBytes(chunk);
            Cid cid = Cid.ofRaw(chunk);
            server.chunks.put(cid, chunk);
            cids.add(cid);
        }
        return cids;
    }

    private static Cid cid(int number) {
        byte[] bytes = new byte[4];
        Arrays.fill(bytes, (byte) number);
        return Cid.ofRaw(bytes);
    }

    private void fetch(Cid cid) {
        client.net.bulk().fetch(server.id(), cid, CHUNK_BYTES, results::add);
    }

    private void awaitResults(int count) {
        eventually(() -> assertThat(results).hasSize(count));
    }
}
