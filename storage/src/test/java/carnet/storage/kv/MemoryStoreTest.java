package carnet.storage.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends KeyValueStoreContract {
    private final MemoryStore memory = new MemoryStore();

    @Override
    KeyValueStore open(Path directory) {
        return memory;
    }

    @Test
    void aCrashTakesBackWhatWasOnlyBuffered() {
        memory.write(new Batch().put(Column.STATE, bytes("a"), bytes("old")), Durability.BUFFERED);
        memory.write(new Batch().put(Column.STATE, bytes("b"), bytes("old")), Durability.SYNCED);
        memory.write(
                new Batch()
                        .put(Column.STATE, bytes("a"), bytes("new"))
                        .put(Column.STATE, bytes("a"), bytes("newer"))
                        .delete(Column.STATE, bytes("b")),
                Durability.BUFFERED);
        memory.write(new Batch().put(Column.STATE, bytes("c"), bytes("new")), Durability.BUFFERED);
        memory.close();
        memory.crash();
        assertThat(memory.get(Column.STATE, bytes("a"))).isEqualTo(bytes("old"));
        assertThat(memory.get(Column.STATE, bytes("b"))).isEqualTo(bytes("old"));
        assertThat(memory.get(Column.STATE, bytes("c"))).isNull();
    }

    @Test
    void aCrashMayKeepTheFirstOfTheBufferedBatches() {
        for (int i = 0; i < 3; i++) {
            memory.write(new Batch().put(Column.STATE, bytes("a"), new byte[] {(byte) i}), Durability.BUFFERED);
        }
        assertThat(memory.unsyncedBatches()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> memory.crash(4));
        memory.crash(2);
        assertThat(memory.get(Column.STATE, bytes("a"))).containsExactly(1);
        memory.crash();
        assertThat(memory.get(Column.STATE, bytes("a"))).containsExactly(1);
    }
}
