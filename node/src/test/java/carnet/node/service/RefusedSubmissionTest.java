package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import carnet.node.api.SubmitReply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was refused is not waited for: peers are told of the next transaction at once, though the clock stands still. */
class RefusedSubmissionTest {
    private static final byte[] BOX = {1};

    @TempDir
    Path directory;

    private LoneNode node;

    @BeforeEach
    void start() {
        node = new LoneNode(directory);
        node.connect();
        node.stopClock();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void bytesThatAreNoTransaction() {
        assertThat(codeOf(node.submit(new byte[] {1}, null))).isEqualTo("BAD_TRANSACTION");
        theNextAreToldAtOnce();
    }

    @Test
    void aFalseSignature() {
        byte[] bytes = node.registration().bytes();
        bytes[bytes.length - 1] ^= 1;
        assertThat(codeOf(node.submit(bytes, null))).isEqualTo("BAD_SIGNATURE");
        theNextAreToldAtOnce();
    }

    @Test
    void aRecordWithoutItsKeyBoxAndAKeyBoxWithoutARecord() {
        LoneNode.Draft record = uploaded(new byte[100]);
        assertThat(codeOf(submit(record.put(), null))).isEqualTo("WRONG_ENDPOINT");
        assertThat(codeOf(node.submit(node.registration(), BOX))).isEqualTo("WRONG_ENDPOINT");
        theNextAreToldAtOnce();
    }

    @Test
    void aKeyBoxThatIsAnotherOneOrNone() {
        LoneNode.Draft record = uploaded(new byte[100]);
        assertThat(codeOf(submit(record.put(), BOX))).isEqualTo("KEY_BOX_MISMATCH");
        PutRecord put = record.put();
        PutRecord broken = new PutRecord(
                put.hashId(),
                put.payloadCid(),
                Cid.ofRaw(BOX),
                put.profile(),
                put.sizeClass(),
                put.recordClass(),
                put.folder());
        assertThat(codeOf(submit(broken, BOX))).isEqualTo("BAD_KEY_BOX");
        theNextAreToldAtOnce();
    }

    @Test
    void contentThatIsMissingMalformedOrOfAnotherSize() {
        LoneNode.Draft missing = node.draft(Cid.ofRaw(new byte[] {2}), 100);
        assertThat(codeOf(submit(missing))).isEqualTo("CONTENT_MISSING");
        byte[] block = {3};
        node.service.putChunk(Cid.of(Cid.Codec.DAG_PB, block), block);
        LoneNode.Draft malformed = node.draft(Cid.of(Cid.Codec.DAG_PB, block), 100);
        assertThat(codeOf(submit(malformed))).isEqualTo("BAD_CONTENT");
        node.service.putChunk(Cid.ofRaw(block), block);
        LoneNode.Draft larger = node.draft(Cid.ofRaw(block), 100);
        assertThat(codeOf(submit(larger))).isEqualTo("WRONG_SIZE_CLASS");
        theNextAreToldAtOnce();
    }

    /** Nobody looks for content that no record can have: a tree that says it is large keeps other callers waiting. */
    @Test
    void whatTheLedgerRefusesWhateverTheContent() throws Exception {
        LoneNode.Draft missing = node.draft(Cid.ofRaw(new byte[] {2}), 100);
        Hash network = Genesis.decode(node.service.genesis()).hash();
        assertThat(codeOf(node.submit(signedByStranger(network, missing.put()), missing.keyBox())))
                .isEqualTo("NOT_A_MEMBER");
        assertThat(codeOf(node.submit(signedByStranger(Hash.ZERO, missing.put()), missing.keyBox())))
                .isEqualTo("WRONG_NETWORK");
        PutRecord put = missing.put();
        PutRecord huge = new PutRecord(
                put.hashId(),
                put.payloadCid(),
                put.keyBoxCid(),
                put.profile(),
                PutRecord.MAX_SIZE_CLASS,
                put.recordClass(),
                put.folder());
        assertThat(codeOf(submit(huge, missing.keyBox()))).isEqualTo("RECORD_TOO_LARGE");
        theNextAreToldAtOnce();
    }

    @Test
    void aKeyBoxForWhichThereIsNoRoomAmongTheUploads() {
        LoneNode.Draft record = uploaded(new byte[100]);
        node.room(0);
        assertThat(codeOf(submit(record))).isEqualTo("UPLOADS_FULL");
        theNextAreToldAtOnce();
    }

    @Test
    void aRecordForWhoseKeyBoxTheDiskIsFull() {
        LoneNode.Draft record = uploaded(new byte[100]);
        node.disk.full(ChangeableDisk.Full.FOR_ROWS);
        assertThat(codeOf(submit(record))).isEqualTo("DISK_FULL");
        node.makeRoom();
        theNextAreToldAtOnce();
    }

    @Test
    void aRecordOfADamagedBlockThatTheDiskIsTooFullToNote() {
        byte[] leaf = new byte[100];
        node.service.putChunk(Cid.ofRaw(leaf), leaf);
        byte[] root = new DagNode(List.of(new DagLink(Cid.ofRaw(leaf), 100, 100))).encode();
        Cid payload = Cid.of(Cid.Codec.DAG_PB, root);
        node.service.putChunk(payload, root);
        node.disk.damaged(payload);
        assertThat(codeOf(submit(node.draft(payload, 100)))).isEqualTo("DISK_FULL");
        node.disk.damaged(null);
        theNextAreToldAtOnce();
    }

    @Test
    void aRecordOfOneDamagedBlockThatTheDiskIsTooFullToNote() {
        LoneNode.Draft record = uploaded(new byte[100]);
        node.disk.damaged(record.put().payloadCid());
        assertThat(codeOf(submit(record))).isEqualTo("DISK_FULL");
        node.disk.damaged(null);
        theNextAreToldAtOnce();
    }

    @Test
    void transactionsThatTheDiskIsTooFullToKeep() {
        node.disk.full(ChangeableDisk.Full.FOR_ROWS);
        for (int i = 0; i < 3; i++) {
            assertThat(codeOf(node.submit(node.registration(), null))).isEqualTo("DISK_FULL");
        }
        node.makeRoom();
        theNextAreToldAtOnce();
    }

    @Test
    void whatTheLedgerRefuses() {
        LoneNode.Draft first = uploaded(new byte[100]);
        assertThat(submit(first)).isInstanceOf(SubmitReply.Accepted.class);
        assertThat(codeOf(submit(first))).isIn("ALREADY_PENDING_EXISTS", "RECORD_EXISTS");
        theNextAreToldAtOnce();
    }

    /** With one caller more, who was not forgotten, they would be a burst. */
    private void theNextAreToldAtOnce() {
        List<Transaction> next =
                Stream.generate(node::registration).limit(Callers.BURST - 1).toList();
        CountDownLatch verifying = new CountDownLatch(1);
        CountDownLatch signing = new CountDownLatch(1);
        node.busyVerifiers(verifying);
        next.forEach(node::begin);
        node.busyVerifiers(signing);
        verifying.countDown();
        try {
            node.await(() -> next.stream().allMatch(node.outbox::told));
        } finally {
            signing.countDown();
        }
    }

    /** Returns a new record whose content is here. */
    private LoneNode.Draft uploaded(byte[] payload) {
        node.service.putChunk(Cid.ofRaw(payload), payload);
        return node.draft(Cid.ofRaw(payload), payload.length);
    }

    private SubmitReply submit(LoneNode.Draft record) {
        return submit(record.put(), record.keyBox());
    }

    private SubmitReply submit(Payload payload, byte @Nullable [] keyBox) {
        return node.submit(node.signed(payload), keyBox);
    }

    private Transaction signedByStranger(Hash network, Payload payload) {
        SigningKey stranger = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
        byte[] nonce = new byte[Transaction.NONCE_BYTES];
        return Transaction.sign(network, stranger, nonce, node.now(), node.now() + 60_000, payload);
    }

    private static String codeOf(SubmitReply reply) {
        if (reply instanceof SubmitReply.Refused refused) {
            return refused.code();
        }
        return reply instanceof SubmitReply.Busy busy ? busy.code() : reply.toString();
    }
}
