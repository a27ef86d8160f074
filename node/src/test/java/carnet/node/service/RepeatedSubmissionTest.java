package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.node.api.SubmitReply;
import carnet.storage.kv.Column;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller that lost the answer submits the same transaction again; its record is large. */
class RepeatedSubmissionTest {
    private static final int LEAVES = 100;
    private static final int LEAF_BYTES = 4 << 10;

    @TempDir
    Path directory;

    private LoneNode node;

    @BeforeEach
    void start() {
        node = new LoneNode(directory);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsPendingIsKnownWithoutALookAtItsContentOrAFlush() {
        node.mine(false);
        LoneNode.Draft record = uploaded();
        Transaction transaction = node.signed(record.put());
        assertThat(node.submit(transaction, record.keyBox())).isInstanceOf(SubmitReply.Accepted.class);
        againCostsNothing(transaction, record.keyBox());
    }

    @Test
    void soIsWhatIsInABlock() {
        LoneNode.Draft record = uploaded();
        Transaction transaction = node.signed(record.put());
        assertThat(node.submit(transaction, record.keyBox())).isInstanceOf(SubmitReply.Accepted.class);
        node.await(() -> node.isInBlock(transaction));
        againCostsNothing(transaction, record.keyBox());
    }

    @Test
    void aKeyBoxThatIsAnotherOneIsRefusedStill() {
        LoneNode.Draft record = uploaded();
        Transaction transaction = node.signed(record.put());
        node.submit(transaction, record.keyBox());
        assertThat(refusal(node.submit(transaction, new byte[] {1}))).isEqualTo("KEY_BOX_MISMATCH");
    }

    @Test
    void aBlockThatIsLostMeanwhileIsAskedForAndWhatIsWholeAgainIsKnown() {
        LoneNode.Draft record = uploaded();
        Transaction transaction = node.signed(record.put());
        node.submit(transaction, record.keyBox());
        node.await(() -> node.isInBlock(transaction));
        Cid leaf = Cid.ofRaw(leaf(LEAVES / 2));
        node.content.flipBit(leaf, 0);
        assertThat(node.content.get(leaf)).isNull();
        assertThat(refusal(node.submit(transaction, record.keyBox()))).isEqualTo("CONTENT_MISSING");
        node.service.putChunk(leaf, leaf(LEAVES / 2));
        assertThat(node.submit(transaction, record.keyBox())).isInstanceOf(SubmitReply.AlreadyKnown.class);
    }

    @Test
    void whatIsInABlockWithoutItsContentHereIsNotCalledKnownBeforeItIs() {
        node.connect();
        LoneNode.Draft record = node.draft(Cid.ofRaw(new byte[] {2}), 100);
        Transaction transaction = node.signed(record.put());
        node.receive(transaction);
        node.await(() -> node.isInBlock(transaction));
        assertThat(refusal(node.submit(transaction, record.keyBox()))).isEqualTo("CONTENT_MISSING");
    }

    private static String refusal(SubmitReply reply) {
        return reply instanceof SubmitReply.Refused refused ? refused.code() : reply.toString();
    }

    private void againCostsNothing(Transaction transaction, byte[] keyBox) {
        node.await(() -> node.rows
                .scan(Column.UPLOADS, new byte[] {0}, null, 1)
                .isEmpty()); // nothing looks at the blocks after that by itself
        byte[] other = {1};
        node.service.putChunk(Cid.ofRaw(other), other);
        int looks = node.disk.looks();
        assertThat(node.submit(transaction, keyBox)).isInstanceOf(SubmitReply.AlreadyKnown.class);
        assertThat(node.disk.looks()).isEqualTo(looks);
        assertThat(node.content.unsyncedBlocks()).as("not flushed").isOne();
    }

    private static byte[] leaf(int number) {
        return ByteBuffer.allocate(LEAF_BYTES).putInt(number).array();
    }

    /** Returns a new record of many blocks that are here. */
    private LoneNode.Draft uploaded() {
        List<DagLink> links = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            byte[] leaf = leaf(i);
            node.service.putChunk(Cid.ofRaw(leaf), leaf);
            links.add(new DagLink(Cid.ofRaw(leaf), LEAF_BYTES, LEAF_BYTES));
        }
        byte[] root = new DagNode(links).encode();
        Cid payload = Cid.of(Cid.Codec.DAG_PB, root);
        node.service.putChunk(payload, root);
        return node.draft(payload, LEAVES * LEAF_BYTES);
    }
}
