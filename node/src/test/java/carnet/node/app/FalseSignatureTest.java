package carnet.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.pow.HashMethod;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.node.core.Event;
import carnet.node.core.Misbehaviour;
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
import carnet.node.run.Publisher;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port with the core behind it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class FalseSignatureTest {
    private static final SigningKey SELF = key(1);
    private static final SigningKey OTHER = key(2);
    private static final NodeId PEER = NodeId.of(OTHER.publicKey());

    private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();

    @Test
    void isBlamedOnWhoPassesItOn() throws Exception {
        Genesis genesis = genesis();
        MemoryStore rows = new MemoryStore();
        MemoryContentStore content = new MemoryContentStore(cid -> {});
        SignatureCache signatures = new SignatureCache();
        Random random = new Random(1);
        Doors doors = new Doors();
        Publisher events = told::add;
        CoreDriver driver = new CoreDriver(
                () -> new NodeCore(
                        genesis, SELF, new ChainReader(rows), new StoredHoldings(content), signatures, random),
                new EffectRunner(rows, doors, doors, events),
                events);
        Uploads uploads = new Uploads(content, rows, () -> Long.MAX_VALUE, System::currentTimeMillis);
        NetSettings settings =
                new NetSettings(genesis.hash(), "127.0.0.1", 0, null, List.of(), "carnet/test", NetTimings.standard());
        try (Verifiers verifiers = new Verifiers(1);
                NodeLoop loop = new NodeLoop(driver, System::currentTimeMillis, System::nanoTime, error -> {});
                NonceSearch search =
                        new NonceSearch(1, HashMethod.JDK_DIGEST::newHasher, random, (jobId, nonce) -> {})) {
            ChunkReceiver chunks = new ChunkReceiver(content, uploads, loop, error -> {});
            PeerPort port = new PeerPort(loop, verifiers, signatures, chunks);
            try (PeerNetwork network =
                    new PeerNetwork(settings, SELF, key -> true, port, content::getForPeer, random)) {
                port.attach(network);
                doors.open(port, search);
                loop.start();
                port.onPeerUp(
                        PEER,
                        OTHER.publicKey(),
                        new PeerInfo(PEER, OTHER.publicKey(), new PeerAddress("127.0.0.1", 9), "test", false, false));
                port.onFrame(PEER, MessageCodec.encode(new Message.Transactions(List.of(forged(genesis)))), () -> {});
                Event first = told.poll(20, TimeUnit.SECONDS);
                assertThat(first).isInstanceOfSatisfying(Event.PeerBlamed.class, blamed -> {
                    assertThat(blamed.peer()).isEqualTo(PEER);
                    assertThat(blamed.misbehaviour()).isEqualTo(Misbehaviour.INVALID_TRANSACTIONS);
                });
            }
        }
    }

    private static Transaction forged(Genesis genesis) throws Exception {
        Cid any = Cid.ofRaw(new byte[10]);
        PutRecord put = new PutRecord(any.digest(), any, Cid.ofRaw(new byte[11]), 1, 4, 4, 0);
        long now = System.currentTimeMillis();
        byte[] bytes = Transaction.sign(
                        genesis.hash(), OTHER, new byte[Transaction.NONCE_BYTES], now, now + 60_000, put)
                .bytes();
        bytes[bytes.length - 40] ^= 1;
        return Transaction.decode(bytes);
    }

    private static Genesis genesis() {
        ChainParameters lan = ChainParameters.defaults(ChainParameters.Profile.LAN, 2);
        return new Genesis(
                "two",
                System.currentTimeMillis() - 60_000,
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
