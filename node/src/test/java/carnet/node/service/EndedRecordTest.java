package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an accepted record that no block took (RULES 19). */
class EndedRecordTest {
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
    void itIsCalledExpiredAndItsBlocksGoAfterAWeek() {
        LoneNode.Put mined = node.put(new byte[1_000]);
        node.await(() -> node.stateOf(mined).equals("in block"));
        node.mine(false);
        LoneNode.Put ended = node.put(new byte[2_000]);
        assertThat(node.stateOf(ended)).isEqualTo("accepted");

        node.pass(25, TimeUnit.HOURS);
        node.await(() -> node.stateOf(ended).equals("expired"));
        node.await(() -> !isHeld(ended));

        node.pass(6, TimeUnit.DAYS);
        node.service.sweepBlocks();
        assertThat(node.service.missingChunks(List.of(ended.payload(), ended.keyBox())))
                .isEmpty();

        node.pass(25, TimeUnit.HOURS);
        node.service.sweepBlocks();
        assertThat(node.service.missingChunks(List.of(ended.payload(), ended.keyBox())))
                .containsExactly(ended.payload(), ended.keyBox());
        assertThat(node.service.missingChunks(List.of(mined.payload(), mined.keyBox())))
                .isEmpty();
    }

    @Test
    void putAnewWithinTheWeekItStays() {
        node.mine(false);
        LoneNode.Put ended = node.put(new byte[2_000]);
        node.pass(25, TimeUnit.HOURS);
        node.await(() -> !isHeld(ended));
        assertThat(node.service.status().heldRecords()).isZero();
        node.mine(true);
        LoneNode.Put again = node.put(new byte[2_000]);
        node.await(() -> node.stateOf(again).equals("in block"));

        node.pass(8, TimeUnit.DAYS);
        node.await(() -> sweeps(ended.keyBox()));
        assertThat(node.service.missingChunks(List.of(again.payload(), again.keyBox())))
                .isEmpty();
        assertThat(node.service.status().heldRecords()).isOne();
    }

    @Test
    void whatACrashLeftBehindIsFound() {
        LoneNode.Put mined = node.put(new byte[1_000]);
        node.await(() -> node.stateOf(mined).equals("in block"));
        RecordContent orphan = new RecordContent(mined.payload(), Cid.ofRaw(new byte[] {1}));
        node.content.put(orphan.keyBoxCid(), new byte[] {1});
        Batch batch = new Batch();
        new ChainWriter(batch).held(new WantedRecord(orphan, 10, 0));
        node.rows.write(batch, Durability.SYNCED);

        node.service.sweepBlocks();
        node.await(() -> !new ChainReader(node.rows).isHeld(orphan));
        node.pass(8, TimeUnit.DAYS);
        node.await(() -> sweeps(orphan.keyBoxCid()));
        assertThat(node.service.missingChunks(List.of(mined.payload(), mined.keyBox())))
                .isEmpty();
    }

    /** Returns whether a sweep leaves this block gone; none removes a block while a record was held just now. */
    private boolean sweeps(Cid cid) {
        node.service.sweepBlocks();
        return !node.service.missingChunks(List.of(cid)).isEmpty();
    }

    /** Else one record without content would keep every upload that nobody named for ever. */
    @Test
    void aRecordThatNobodyGivesKeepsUploadsForAWeekOnly() {
        byte[] upload = {1, 2, 3};
        Cid cid = Cid.ofRaw(upload);
        node.service.putChunk(cid, upload);
        RecordContent absent = new RecordContent(Cid.ofRaw(new byte[] {4}), Cid.ofRaw(new byte[] {5}));
        Batch batch = new Batch();
        new ChainWriter(batch).wanted(new WantedRecord(absent, 10, node.now()));
        node.rows.write(batch, Durability.SYNCED);

        node.pass(6, TimeUnit.DAYS);
        node.service.sweepBlocks();
        assertThat(node.content.has(cid)).isTrue();
        node.pass(2, TimeUnit.DAYS);
        node.service.sweepBlocks();
        assertThat(node.content.has(cid)).isFalse();
    }

    private boolean isHeld(LoneNode.Put put) {
        return new ChainReader(node.rows).isHeld(new RecordContent(put.payload(), put.keyBox()));
    }
}
