package carnet.node.net;

import static carnet.node.net.Network.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One node under test: what its listener was told, and the chunks it serves. */
final class Node implements PeerListener, ChunkSource, AutoCloseable {
    record Received(NodeId peer, byte[] payload, Runnable done) {}

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Received> frames = new CopyOnWriteArrayList<>();
    final List<DisconnectReason> downs = new CopyOnWriteArrayList<>();
    final Map<Cid, byte[]> chunks = new ConcurrentHashMap<>();
    final PeerNetwork net;
    final SigningKey key;
    volatile boolean handlesFrames = true;
    volatile boolean diskFails;

    Node(SigningKey key, NetSettings settings, Predicate<PublicKey> allowed, TlsKind tls) {
        this.key = key;
        this.net = new PeerNetwork(settings, key, allowed, this, this, new SplittableRandom(7), tls);
    }

    void start() throws IOException {
        net.start();
    }

    NodeId id() {
        return net.id();
    }

    PeerAddress address() {
        return new PeerAddress("127.0.0.1", net.port());
    }

    /** Waits until exactly these nodes are connected, BULK connections included. */
    void waitFor(Node... peers) {
        eventually(() -> assertThat(net.peers())
                .filteredOn(PeerInfo::bulkConnected)
                .extracting(PeerInfo::id)
                .containsExactlyInAnyOrderElementsOf(
                        java.util.Arrays.stream(peers).map(Node::id).toList()));
    }

    @Override
    public void onPeerUp(NodeId peer, PublicKey peerKey, PeerInfo info) {
        events.add("up " + peer);
    }

    @Override
    public void onFrame(NodeId peer, byte[] payload, Runnable done) {
        frames.add(new Received(peer, payload, done));
        if (handlesFrames) {
            done.run();
        }
    }

    @Override
    public void onPeerDown(NodeId peer, DisconnectReason reason) {
        events.add("down " + peer);
        downs.add(reason);
    }

    @Override
    public byte @Nullable [] read(Cid cid) throws IOException {
        if (diskFails) {
            throw new IOException("the disk fails");
        }
        return chunks.get(cid);
    }

    @Override
    public void close() {
        net.close();
    }
}
