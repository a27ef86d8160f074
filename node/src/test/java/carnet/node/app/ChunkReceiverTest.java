package carnet.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.cid.Cid;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.node.core.CoreLimits;
import carnet.node.core.Effects;
import carnet.node.core.MiningJob;
import carnet.node.core.Misbehaviour;
import carnet.node.core.NodeCore;
import carnet.node.net.FetchResult;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.Miner;
import carnet.node.run.Network;
import carnet.node.run.NodeLoop;
import carnet.node.service.ChangeableDisk;
import carnet.node.service.SignatureCache;
import carnet.node.service.StoredHoldings;
import carnet.node.service.Uploads;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.MemoryStore;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chunks come from another node and the disk is full: they are taken once there is room. */
class ChunkReceiverTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final byte[] CHUNK = new byte[64 << 10];
    private static final Cid NAME = Cid.ofRaw(CHUNK);

    private final MemoryContentStore content = new MemoryContentStore(cid -> {});
    private final ChangeableDisk disk = new ChangeableDisk(new MemoryStore(), content);
    private final SigningKey key = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private final NodeId self = NodeId.of(key.publicKey());
    private final NodeId peer =
            NodeId.of(SigningKey.fromSeed(NAME.digest().bytes()).publicKey());
    private final AtomicLong clockMillis = new AtomicLong(1_000_000);
    private final AtomicInteger fetches = new AtomicInteger();
    private final NodeLoop loop = new NodeLoop(
            driver(), clockMillis::get, () -> TimeUnit.MILLISECONDS.toNanos(clockMillis.get()), this::fail);
    private final ChunkReceiver receiver = new ChunkReceiver(
            disk.content(),
            new Uploads(disk.content(), disk.rows(), () -> Long.MAX_VALUE, clockMillis::get),
            loop,
            this::fail);
    private volatile @Nullable Throwable problem;

    @BeforeEach
    void start() {
        loop.start();
        receiver.start();
        loop.submit(new CoreDriver.PeerUp(peer));
        loop.ask(core -> true).join();
    }

    @AfterEach
    void stop() {
        receiver.close();
        loop.close();
        assertThat(problem).isNull();
    }

    @Test
    void whatCallersPutElsewhereAndTheDiskIsTooFullToFlush() {
        disk.full(ChangeableDisk.Full.FOR_FLUSHES_OF_ROWS);
        deal();
        await(() -> disk.refused() > 0);
        assertThat(content.has(NAME)).isTrue();
        assertThat(content.isDurable(NAME)).isFalse();
        disk.full(ChangeableDisk.Full.FOR_NOTHING);
        await(() -> {
            clockMillis.addAndGet(CoreLimits.MAX_RETRY_MILLIS);
            deal();
            return content.isDurable(NAME);
        });
    }

    @Test
    void whatIsMendedAndTheDiskIsTooFullToWrite() {
        disk.full(ChangeableDisk.Full.FOR_BLOCKS);
        content.put(NAME, CHUNK);
        content.flipBit(NAME, 0);
        assertThat(content.get(NAME)).isNull();
        loop.submit(NodeCore::onBlockLost);
        await(() -> disk.refused() > 0);
        assertThat(fetches).hasValue(1);
        disk.full(ChangeableDisk.Full.FOR_NOTHING);
        await(() -> {
            clockMillis.addAndGet(CoreLimits.MAX_RETRY_MILLIS);
            return content.isDurable(NAME);
        });
        assertThat(content.lost(null, 1)).isEmpty();
    }

    /** The other node says that a caller put a chunk there, which this node shall pass on. */
    private void deal() {
        Message message = new Message.Uploaded(List.of(new DealtChunk(NAME, CHUNK.length, self)));
        loop.submit((NodeCore core, long nowMillis, Effects fx) -> core.onMessage(peer, message, nowMillis, fx));
    }

    private void await(BooleanSupplier wish) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!wish.getAsBoolean()) {
            if (problem != null || System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come about", problem);
            }
            loop.ask(core -> true)
                    .orTimeout(PATIENCE_NANOS, TimeUnit.NANOSECONDS)
                    .join();
        }
    }

    private void fail(Throwable thrown) {
        problem = thrown;
    }

    private CoreDriver driver() {
        EffectRunner runner = new EffectRunner(disk.rows(), new Peer(), new NoMiner(), event -> {});
        return new CoreDriver(
                () -> new NodeCore(
                        genesis(),
                        key,
                        new ChainReader(disk.rows()),
                        new StoredHoldings(disk.content()),
                        new SignatureCache(),
                        new Random(1)),
                runner,
                event -> {});
    }

    private Genesis genesis() {
        byte[] sealing =
                SealingKey.of(SecretBytes.copyOf(new byte[32])).publicKey().bytes();
        return new Genesis(
                "full disk",
                clockMillis.get(),
                new Policy(
                        1,
                        List.of(NodeCard.sign(key, "A", "127.0.0.1:7700")),
                        List.of(MemberCard.sign(key, sealing, new Domain("CN"), MemberRole.REGISTRAR)),
                        List.of(),
                        0,
                        ChainParameters.defaults(ChainParameters.Profile.LAN, 1)));
    }

    /** Gives the chunk to whoever asks. */
    private final class Peer implements Network {
        @Override
        public void send(NodeId to, Message message) {}

        @Override
        public void fetch(NodeId from, Cid cid, int maxBytes, boolean unnamed) {
            fetches.incrementAndGet();
            receiver.onResult(from, cid, unnamed, new FetchResult.Received(CHUNK));
        }

        @Override
        public void take(NodeId from, Cid cid, byte[] bytes) {}

        @Override
        public void disconnect(NodeId who, Misbehaviour reason, boolean ban) {}
    }

    private static final class NoMiner implements Miner {
        @Override
        public void start(MiningJob job) {}

        @Override
        public void stop() {}
    }
}
