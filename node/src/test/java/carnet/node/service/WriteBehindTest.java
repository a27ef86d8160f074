package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers upload goes to the disk before its record comes. */
class WriteBehindTest {
    private static final int CHUNK_BYTES = 256 << 10;

    @TempDir
    Path directory;

    @Test
    void aLargeUploadIsFlushedOnTheWay() throws Exception {
        try (LoneNode node = new LoneNode(directory)) {
            int before = node.content.unsyncedBlocks();
            int chunks = WriteBehind.FLUSH_BYTES / CHUNK_BYTES;
            for (int i = 0; i < chunks - 1; i++) {
                put(node, i);
            }
            assertThat(node.content.unsyncedBlocks()).isEqualTo(before + chunks - 1);
            put(node, chunks);
            node.await(() -> node.content.unsyncedBlocks() == 0);
        }
    }

    @Test
    void aDiskThatIsTooFullForItEndsNothing() throws Exception {
        try (LoneNode node = new LoneNode(directory)) {
            int chunks = WriteBehind.FLUSH_BYTES / CHUNK_BYTES;
            node.disk.full(ChangeableDisk.Full.FOR_FLUSHES_OF_ROWS);
            for (int i = 0; i < chunks; i++) {
                put(node, i);
            }
            node.await(() -> node.disk.refused() > 0);
            assertThat(node.content.unsyncedBlocks()).isEqualTo(chunks);

            node.disk.full(ChangeableDisk.Full.FOR_NOTHING);
            for (int i = 0; i < chunks; i++) {
                put(node, chunks + i);
            }
            node.await(() -> node.content.unsyncedBlocks() == 0);
        }
    }

    private static void put(LoneNode node, int number) {
        byte[] chunk = ByteBuffer.allocate(CHUNK_BYTES).putInt(number).array();
        assertThat(node.service.putChunk(Cid.ofRaw(chunk), chunk)).isEqualTo(ChunkReply.STORED);
    }
}
