package carnet.node.app;

import static carnet.node.app.PortAndCore.OTHER;
import static carnet.node.app.PortAndCore.PEER;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.block.Target;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.node.core.Event;
import carnet.node.core.Misbehaviour;
import carnet.node.net.DisconnectReason;
import carnet.node.service.SignatureCache;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer sends blocks, and parts of blocks, of its own accord. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class UnaskedBlockTest {
    private static final int TRANSACTIONS = 100;

    /** As many as a block may have: more than 70 KiB of them. */
    private static final int MANY_NAMES = MessageCodec.MAX_BLOCK_TRANSACTIONS;

    private static final int ALLOWED_KIB = 40_000;

    private final AtomicInteger verified = new AtomicInteger();
    private final Block block = block();
    private final Message body = new Message.BlockBody(block);
    private final Message rest = new Message.BlockTransactions(block.hash(), block.transactions());
    private final Message names = new Message.CompactBlock(block.hash(), Collections.nCopies(MANY_NAMES, 1L));
    private PortAndCore node;

    @BeforeEach
    void start() throws Exception {
        node = new PortAndCore(new SignatureCache(0, transaction -> verified.incrementAndGet() > 0));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void costNoSignature() throws Exception {
        node.receive(body);
        node.receive(rest);
        assertThat(verified).hasValue(0);
    }

    @Test
    void noMoreDoesAnAnswerToAnotherQuestion() throws Exception {
        node.port.send(PEER, new Message.GetBlockTransactions(block.hash(), List.of(0)));
        node.receive(body);
        assertThat(verified).hasValue(0);
    }

    @Test
    void noMoreDoTransactionsOfWhichFewerWereAskedFor() throws Exception {
        node.port.send(PEER, new Message.GetBlockTransactions(block.hash(), List.of(0)));
        node.receive(rest);
        assertThat(verified).hasValue(0);
    }

    @Test
    void whatWasAskedForIsVerified() throws Exception {
        List<Integer> all = IntStream.range(0, TRANSACTIONS).boxed().toList();
        node.port.send(PEER, new Message.GetBlockTransactions(block.hash(), all));
        node.receive(rest);
        assertThat(verified).hasValue(TRANSACTIONS);
    }

    @Test
    void onceForEachQuestion() throws Exception {
        node.port.send(PEER, new Message.GetBlocks(List.of(block.hash())));
        node.receive(body);
        assertThat(verified).hasValue(TRANSACTIONS);
        node.receive(body);
        assertThat(verified).hasValue(TRANSACTIONS);
    }

    /** What is sent at that moment may go out over the new connection already. */
    @Test
    void aQuestionOfTheMomentWhenThePeerConnectsAnewIsGoodForAnAnswer() throws Exception {
        node.port.send(PEER, new Message.GetBlocks(List.of(block.hash())));
        node.connect();
        node.receive(body);
        assertThat(verified).hasValue(TRANSACTIONS);
    }

    @Test
    void soIsOneBeforeThePeerIsKnownToBeThere() throws Exception {
        node.port.onPeerDown(PEER, DisconnectReason.MALFORMED);
        node.port.send(PEER, new Message.GetBlocks(List.of(block.hash())));
        node.connect();
        node.receive(body);
        assertThat(verified).hasValue(TRANSACTIONS);
    }

    @Test
    void asManyAsAreAllowedAreForgiven() throws Exception {
        node.receive(body, allowed(body));
        assertThat(node.told).noneMatch(event -> event instanceof Event.PeerBlamed);
    }

    @Test
    void whoSendsOneMoreIsShutOut() throws Exception {
        node.receive(body, allowed(body) + 1);
        assertBlamed();
    }

    @Test
    void soIsWhoNamesTransactionsOfOneMore() throws Exception {
        node.receive(names, allowed(names) + 1);
        assertBlamed();
    }

    @Test
    void namesThatWereAskedForAreForgivenForEver() throws Exception {
        for (int i = 0; i <= allowed(names); i++) {
            node.port.send(PEER, new Message.GetCompactBlock(block.hash()));
            node.receive(names);
        }
        assertThat(node.told).noneMatch(event -> event instanceof Event.PeerBlamed);
    }

    /** Returns how many of a message nobody needs to have asked for. */
    private static int allowed(Message message) {
        return ALLOWED_KIB / (1 + MessageCodec.encode(message).length / 1_024);
    }

    private void assertBlamed() {
        assertThat(node.told)
                .anyMatch(event -> event instanceof Event.PeerBlamed blamed
                        && blamed.peer().equals(PEER)
                        && blamed.misbehaviour() == Misbehaviour.UNASKED_BLOCKS);
    }

    private static Block block() {
        BlockMeta parent = new BlockMeta(Hash.ZERO, Hash.ZERO, 1, 0, PEER, 0, BigInteger.ONE, Hash.ZERO);
        List<Transaction> included = IntStream.range(0, TRANSACTIONS)
                .mapToObj(UnaskedBlockTest::transaction)
                .toList();
        return Candidate.on(parent, Hash.ZERO, PEER, 0, Target.ofMeanHashes(1), 1_000, included)
                .sealed(0, OTHER);
    }

    private static Transaction transaction(int number) {
        byte[] nonce =
                ByteBuffer.allocate(Transaction.NONCE_BYTES).putInt(number).array();
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        return Transaction.sign(Hash.ZERO, OTHER, nonce, 0, 1, put);
    }
}
