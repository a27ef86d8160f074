package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import carnet.storage.content.ContentStore;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.MemoryStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private static final int ROOM_BYTES = 100_000;
    private static final int DAY_MILLIS = 24 * 60 * 60 * 1000;

    private final ContentStore content = new MemoryContentStore(cid -> {});
    private final MemoryStore rows = new MemoryStore();
    private long nowMillis = DAY_MILLIS;
    private final Uploads uploads = open();

    @Test
    void whatNobodyClaimsLeavesHalfOfTheDiskHoweverSmallTheBlocks() {
        for (int blockBytes : List.of(4, 20_000)) {
            List<Cid> stored = fill(uploads, blockBytes);
            assertThat(stored).hasSizeBetween(1, ROOM_BYTES / 250);
            assertThat(put(open(), 1_000_000, blockBytes)).as("after a restart").isEqualTo(ChunkReply.UPLOADS_FULL);
            assertThat(put(uploads, 0, blockBytes)).isEqualTo(ChunkReply.ALREADY_HELD);

            uploads.claim(stored.subList(0, 1));
            assertThat(put(uploads, 1_000_001, blockBytes)).isEqualTo(ChunkReply.STORED);
            nowMillis += DAY_MILLIS + 1;
            uploads.remove(uploads.overdue(), () -> true);
            stored.forEach(content::remove);
        }
    }

    @Test
    void whatOthersCallersPutLeavesRoomForThisNodesOwn() {
        byte[] block = block(0, 1_000);
        int early = 0;
        while (uploads.putEarly(Cid.ofRaw(block), block) == ChunkReply.STORED) {
            block = block(++early, 1_000);
        }
        assertThat(uploads.putEarly(Cid.ofRaw(block), block)).isEqualTo(ChunkReply.UPLOADS_FULL);
        assertThat(put(uploads, early, 1_000)).isEqualTo(ChunkReply.STORED);
        assertThat(early).isGreaterThan(1);
    }

    @Test
    void whatARecordNamesStaysByWhicheverCodecItWasPut() {
        byte[] block = block(1, 1_000);
        Cid leaf = Cid.ofRaw(block);
        uploads.putEarly(leaf, block);
        uploads.claim(List.of(new Cid(Cid.Codec.DAG_PB, leaf.digest())));
        nowMillis += DAY_MILLIS + 1;
        uploads.remove(uploads.overdue(), () -> true);
        assertThat(content.has(leaf)).isTrue();
    }

    @Test
    void nothingIsRemovedWhileThatMustNotBe() {
        byte[] block = block(1, 1_000);
        uploads.put(Cid.ofRaw(block), block);
        nowMillis += DAY_MILLIS + 1;
        uploads.remove(uploads.overdue(), () -> false);
        assertThat(content.has(Cid.ofRaw(block))).isTrue();
    }

    @Test
    void bytesThatAreNotWhatTheirNameSaysLeaveNothing() {
        byte[] block = block(1, 1_000);
        Cid other = Cid.ofRaw(block(2, 1_000));
        assertThat(uploads.put(other, block)).isEqualTo(ChunkReply.MISMATCH);
        assertThat(content.has(other)).isFalse();
        assertThat(uploads.isAnyWaiting()).isFalse();
    }

    private Uploads open() {
        return new Uploads(content, rows, () -> ROOM_BYTES, () -> nowMillis);
    }

    private static List<Cid> fill(Uploads uploads, int blockBytes) {
        List<Cid> stored = new ArrayList<>();
        while (put(uploads, stored.size(), blockBytes) == ChunkReply.STORED) {
            stored.add(Cid.ofRaw(block(stored.size(), blockBytes)));
        }
        return stored;
    }

    private static ChunkReply put(Uploads uploads, int number, int bytes) {
        byte[] block = block(number, bytes);
        return uploads.put(Cid.ofRaw(block), block);
    }

    private static byte[] block(int number, int bytes) {
        return ByteBuffer.allocate(bytes).putInt(number).array();
    }
}
