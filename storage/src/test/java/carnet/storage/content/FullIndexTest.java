package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import carnet.crypto.cid.Cid;
import carnet.storage.kv.FullableStore;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments whose index takes no row, since the disk is full. */
class FullIndexTest {
    @TempDir
    Path directory;

    private final List<Cid> damaged = new ArrayList<>();

    @Test
    void aDamagedBlockIsNotHereForPeersAndNotGivenUpWhileTheDiskIsTooFullToNoteIt() throws IOException {
        FullableStore disk = new FullableStore();
        try (SegmentStore content = SegmentStore.open(directory, disk, damaged::add)) {
            Cid cid = Blocks.put(content, Blocks.block(1, 1000));
            content.sync();
            assertThat(Blocks.damage(directory, Blocks.block(1, 1000))).isEqualTo(1);
            disk.full(true);
            assertThat(content.getForPeer(cid)).isNull();
            assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> content.get(cid));
            assertThat(damaged).isEmpty();
            disk.full(false);
            assertThat(content.get(cid)).isNull();
            assertThat(damaged).containsExactly(cid);
            assertThat(content.lost(null, 10)).containsExactly(cid);
        }
    }

    @Test
    void aBlockWhoseRowsWaitForRoomIsDurableAllTheSameAndLostWhenItIsDamaged() throws IOException {
        FullableStore disk = new FullableStore();
        try (SegmentStore content = SegmentStore.open(directory, disk, damaged::add)) {
            Cid cid = Blocks.put(content, Blocks.block(1, 1000));
            disk.full(true);
            content.sync();
            assertThat(content.isDurable(cid)).isTrue();
            Cid next = Blocks.put(content, Blocks.block(2, 1000));
            assertThat(content.isDurable(next)).isFalse();

            assertThat(Blocks.damage(directory, Blocks.block(1, 1000))).isEqualTo(1);
            assertThatExceptionOfType(StoreFullException.class).isThrownBy(() -> content.get(cid));
            disk.full(false);
            assertThat(content.get(cid)).isNull();
            assertThat(content.has(cid)).isFalse();
            assertThat(content.lost(null, 10)).containsExactly(cid);
        }
    }
}
