package carnet.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void keepsChangesInOrder() {
        Batch batch = new Batch().put(Column.STATE, new byte[] {1}, new byte[5]).delete(Column.UNDO, new byte[] {2});
        assertThat(batch).extracting(Batch.Change::column).containsExactly(Column.STATE, Column.UNDO);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.sizeBytes()).isEqualTo(7);
    }

    @Test
    void refusesMoreBytesThanItsBound() {
        Batch batch = new Batch().put(Column.BLOCKS, new byte[] {1}, new byte[Batch.MAX_BYTES - 1]);
        assertThatIllegalStateException().isThrownBy(() -> batch.delete(Column.BLOCKS, new byte[] {1}));
        assertThat(batch.size()).isEqualTo(1);
    }

    @Test
    void refusesMoreChangesThanItsBound() {
        Batch batch = new Batch();
        for (int i = 0; i < Batch.MAX_CHANGES; i++) {
            batch.delete(Column.STATE, new byte[] {1});
        }
        assertThatIllegalStateException().isThrownBy(() -> batch.delete(Column.STATE, new byte[] {1}));
    }

    @Test
    void refusesAnEmptyOrOverlongKey() {
        new Batch().put(Column.STATE, new byte[Batch.MAX_KEY_BYTES], new byte[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> new Batch().delete(Column.STATE, new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batch().delete(Column.STATE, new byte[Batch.MAX_KEY_BYTES + 1]));
    }
}
