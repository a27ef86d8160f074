package carnet.node.app;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.pow.HashMethod;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.node.core.Effects;
import carnet.node.core.Event;
import carnet.node.core.NodeCore;
import carnet.node.miner.NonceSearch;
import carnet.node.net.NetSettings;
import carnet.node.net.NetTimings;
import carnet.node.net.PeerAddress;
import carnet.node.net.PeerInfo;
import carnet.node.net.PeerNetwork;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.NodeLoop;
import carnet.node.service.SignatureCache;
import carnet.node.service.StoredHoldings;
import carnet.node.service.Uploads;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.MemoryStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A port with the core behind it, and the only other node of the network, which is the test. */
final class PortAndCore implements AutoCloseable {
    static final SigningKey OTHER = key(2);
    static final NodeId PEER = NodeId.of(OTHER.publicKey());
    private static final SigningKey SELF = key(1);

    /** The node's time, which stands still. */
    static final long NOW_MILLIS = 1_795_000_000_000L;

    final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    final Genesis genesis = genesis();
    final PeerPort port;
    private final Verifiers verifiers = new Verifiers(1);
    private final NodeLoop loop;
    private final NonceSearch search;
    private final PeerNetwork network;

    PortAndCore(SignatureCache signatures) throws Exception {
        MemoryStore rows = new MemoryStore();
        MemoryContentStore content = new MemoryContentStore(cid -> {});
        Random random = new Random(1);
        Doors doors = new Doors();
        CoreDriver driver = new CoreDriver(
                () -> new NodeCore(
                        genesis, SELF, new ChainReader(rows), new StoredHoldings(content), signatures, random),
                new EffectRunner(rows, doors, doors, told::add),
                told::add);
        loop = new NodeLoop(driver, () -> NOW_MILLIS, () -> 0, error -> {});
        search = new NonceSearch(1, HashMethod.JDK_DIGEST::newHasher, random, (jobId, nonce) -> {});
        Uploads uploads = new Uploads(content, rows, () -> Long.MAX_VALUE, () -> NOW_MILLIS);
        port = new PeerPort(loop, verifiers, signatures, new ChunkReceiver(content, uploads, loop, error -> {}));
        NetSettings settings =
                new NetSettings(genesis.hash(), "127.0.0.1", 0, null, List.of(), "carnet/test", NetTimings.standard());
        network = new PeerNetwork(settings, SELF, key -> true, port, content::getForPeer, random);
        port.attach(network);
        doors.open(port, search);
        loop.start();
        connect();
    }

    /** The peer connects, or connects anew. */
    void connect() {
        port.onPeerUp(
                PEER,
                OTHER.publicKey(),
                new PeerInfo(PEER, OTHER.publicKey(), new PeerAddress("127.0.0.1", 9), "test", false, false));
    }

    /** The peer sends a message; returns when the node is done with it and has told what came of it. */
    void receive(Message message) throws InterruptedException {
        receive(message, 1);
    }

    /** The peer sends a message so many times; returns when the node is done with all and has told what came of them. */
    void receive(Message message, int times) throws InterruptedException {
        byte[] frame = MessageCodec.encode(message);
        CountDownLatch left = new CountDownLatch(times);
        for (int i = 0; i < times; i++) {
            port.onFrame(PEER, frame, left::countDown);
        }
        left.await();
        loop.submit(new EndOfDrain());
        CountDownLatch later = new CountDownLatch(1);
        loop.submit((core, nowMillis, fx) -> later.countDown());
        later.await();
    }

    /** What follows it comes after all that was decided before has been told. */
    private record EndOfDrain() implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {}

        @Override
        public int sizeBytes() {
            return CoreDriver.DRAIN_BYTES;
        }
    }

    @Override
    public void close() {
        network.close();
        search.close();
        loop.close();
        verifiers.close();
    }

    private static Genesis genesis() {
        ChainParameters lan = ChainParameters.defaults(ChainParameters.Profile.LAN, 2);
        return new Genesis(
                "two",
                NOW_MILLIS - 60_000,
                new Policy(
                        1,
                        List.of(
                                NodeCard.sign(SELF, "A", "127.0.0.1:7700"),
                                NodeCard.sign(OTHER, "B", "127.0.0.1:7701")),
                        List.of(registrar()),
                        List.of(),
                        0,
                        lan));
    }

    private static MemberCard registrar() {
        SealingKey sealing = SealingKey.of(SecretBytes.copyOf(new byte[32]));
        return MemberCard.sign(key(3), sealing.publicKey().bytes(), new Domain("CN"), MemberRole.REGISTRAR);
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.fromSeed(seed);
    }
}
