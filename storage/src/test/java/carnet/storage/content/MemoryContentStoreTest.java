package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.cid.Cid;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryContentStoreTest extends ContentStoreContract {
    private final MemoryContentStore memory = new MemoryContentStore(damaged::add);

    @Override
    ContentStore open(Path directory, DamageListener listener) {
        return memory;
    }

    @Override
    void damage(byte[] block) {
        memory.flipBit(Cid.ofRaw(block), 7);
    }

    @Test
    void aCrashLosesWhatWasNotSynced() {
        Cid synced = Blocks.put(memory, Blocks.block(1, 10));
        memory.sync();
        Cid unsynced = Blocks.put(memory, Blocks.block(2, 10));
        memory.crash();
        assertThat(memory.has(synced)).isTrue();
        assertThat(memory.has(unsynced)).isFalse();
        assertThat(memory.storedBytes()).isEqualTo(10);
    }

    @Test
    void aCrashMayKeepTheFirstOfTheUnsyncedBlocks() {
        Cid first = Blocks.put(memory, Blocks.block(1, 10));
        Cid second = Blocks.put(memory, Blocks.block(2, 10));
        assertThat(memory.unsyncedBlocks()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> memory.crash(3));
        memory.crash(1);
        assertThat(memory.has(first)).isTrue();
        assertThat(memory.has(second)).isFalse();
        memory.crash();
        assertThat(memory.has(first)).isTrue();
    }
}
