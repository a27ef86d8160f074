package carnet.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.net.DisconnectReason;
import carnet.node.net.PeerAddress;
import carnet.node.net.PeerInfo;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.NodeLoop;
import carnet.node.service.SignatureCache;
import carnet.node.service.Uploads;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.MemoryStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits to be verified; the core itself does not run. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class PeerPortTest {
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final NodeId PEER = NodeId.of(KEY.publicKey());
    private static final PeerInfo INFO =
            new PeerInfo(PEER, KEY.publicKey(), new PeerAddress("127.0.0.1", 9), "test", false, false);
    private static final int FRAMES = 20;
    private static final int MANY = 1_000;
    private static final int CALLERS = 100;

    private final AtomicInteger verified = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Verifiers verifiers = new Verifiers(1);
    private final PeerPort port = port();

    @AfterEach
    void close() {
        verifiers.close();
    }

    @Test
    void whatAPeerSentThatIsBannedIsNotVerified() throws Exception {
        send();
        port.onPeerDown(PEER, DisconnectReason.BANNED);
        mayEnd.countDown();
        idle();
        assertThat(verified).hasValue(1);
        assertThat(done).hasValue(FRAMES);
    }

    @Test
    void norWhatAPeerSentBeforeItCameBackAndToldItAnew() throws Exception {
        send();
        port.onPeerDown(PEER, DisconnectReason.CLOSED_BY_PEER);
        port.onPeerUp(PEER, KEY.publicKey(), INFO);
        mayEnd.countDown();
        idle();
        assertThat(verified).hasValue(1);
        assertThat(done).hasValue(FRAMES);
    }

    @Test
    void whatAPeerSentBeforeItStoppedIsTaken() throws Exception {
        send();
        port.onPeerDown(PEER, DisconnectReason.SHUTDOWN);
        mayEnd.countDown();
        idle();
        assertThat(verified).hasValue(FRAMES);
        assertThat(done).hasValue(0);
    }

    @Test
    void norDoesItCountAgainstAPeerThatItAccusedThisNode() throws Exception {
        send();
        port.onPeerDown(PEER, DisconnectReason.BLAMED_BY_PEER);
        mayEnd.countDown();
        idle();
        assertThat(verified).hasValue(FRAMES);
    }

    @Test
    void whatAConnectedPeerSentIsVerified() throws Exception {
        send();
        mayEnd.countDown();
        idle();
        assertThat(verified).hasValue(FRAMES);
    }

    @Test
    void aFrameOfManyTransactionsKeepsCallersWaitingForNoMoreThanTheirOwnWork() throws Exception {
        port.onPeerUp(PEER, KEY.publicKey(), INFO);
        port.onFrame(PEER, frameOf(MANY), () -> {});
        begun.await();
        CountDownLatch served = new CountDownLatch(CALLERS);
        AtomicInteger verifiedBefore = new AtomicInteger();
        for (int i = 0; i < CALLERS; i++) {
            verifiers.execute(() -> {
                verifiedBefore.set(verified.get());
                served.countDown();
            });
        }
        mayEnd.countDown();
        served.await();
        assertThat(verifiedBefore).hasValueLessThan(2 * CALLERS);
    }

    private static byte[] frameOf(int transactions) {
        return MessageCodec.encode(new Message.Transactions(IntStream.range(0, transactions)
                .mapToObj(PeerPortTest::transaction)
                .toList()));
    }

    /** Sends frames; the first of them is being verified when this returns. */
    private void send() throws InterruptedException {
        port.onPeerUp(PEER, KEY.publicKey(), INFO);
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = MessageCodec.encode(new Message.Transactions(List.of(transaction(i))));
            port.onFrame(PEER, frame, done::incrementAndGet);
        }
        begun.await();
    }

    private void idle() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        verifiers.execute(PEER, last::countDown);
        last.await();
    }

    private PeerPort port() {
        MemoryContentStore content = new MemoryContentStore(cid -> {});
        MemoryStore rows = new MemoryStore();
        Doors doors = new Doors();
        NodeLoop loop = new NodeLoop(
                new CoreDriver(
                        () -> {
                            throw new IllegalStateException("the core does not run here");
                        },
                        new EffectRunner(rows, doors, doors, event -> {}),
                        event -> {}),
                System::currentTimeMillis,
                System::nanoTime,
                error -> {});
        Uploads uploads = new Uploads(content, rows, () -> Long.MAX_VALUE, System::currentTimeMillis);
        return new PeerPort(
                loop,
                verifiers,
                new SignatureCache(SignatureCache.LIMIT, this::verify),
                new ChunkReceiver(content, uploads, loop, error -> {}));
    }

    private boolean verify(Transaction transaction) {
        verified.incrementAndGet();
        begun.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private static Transaction transaction(int number) {
        byte[] nonce =
                ByteBuffer.allocate(Transaction.NONCE_BYTES).putInt(number).array();
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        return Transaction.sign(Hash.ZERO, KEY, nonce, 0, 1, put);
    }
}
