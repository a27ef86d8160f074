package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every content store does. */
abstract class ContentStoreContract {
    @TempDir
    Path directory;

    final List<Cid> damaged = new CopyOnWriteArrayList<>();
    ContentStore store;

    abstract ContentStore open(Path directory, DamageListener listener);

    /** Changes stored bytes of a block behind the store's back. */
    abstract void damage(byte[] block) throws IOException;

    @BeforeEach
    void openStore() {
        store = open(directory, damaged::add);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatWasPutComesBackBeforeAndAfterSync() {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Cid.ofRaw(block);
        assertThat(store.has(cid)).isFalse();
        assertThat(store.get(cid)).isNull();
        assertThat(store.put(cid, block)).isEqualTo(PutOutcome.STORED);
        assertThat(store.get(cid)).isEqualTo(block);
        store.sync();
        assertThat(store.has(cid)).isTrue();
        assertThat(store.get(cid)).isEqualTo(block);
        assertThat(store.put(cid, block)).isEqualTo(PutOutcome.ALREADY_HELD);
        assertThat(store.storedBytes()).isEqualTo(1000);
    }

    @Test
    void aBlockIsDurableFromTheSyncAfterItOn() {
        Cid cid = Blocks.put(store, Blocks.block(1, 1000));
        assertThat(store.isDurable(cid)).isFalse();
        store.sync();
        assertThat(store.isDurable(cid)).isTrue();
        Cid next = Blocks.put(store, Blocks.block(2, 1000));
        assertThat(store.isDurable(next)).isFalse();
        store.remove(cid);
        assertThat(store.isDurable(cid)).isFalse();
    }

    @Test
    void bytesThatDoNotHashToTheIdentifierAreNotStored() {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Cid.ofRaw(block);
        block[999] ^= 1;
        assertThat(store.put(cid, block)).isEqualTo(PutOutcome.MISMATCH);
        assertThat(store.has(cid)).isFalse();
        assertThat(store.storedBytes()).isZero();
    }

    @Test
    void aDamagedBlockIsReportedAndMissingUntilItIsPutAgain() throws IOException {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Blocks.put(store, block);
        Cid sound = Blocks.put(store, Blocks.block(2, 1000));
        store.sync();
        damage(block);
        assertThat(store.get(cid)).isNull();
        assertThat(store.has(cid)).isFalse();
        assertThat(store.get(cid)).isNull();
        assertThat(damaged).containsExactly(cid);
        assertThat(store.storedBytes()).isEqualTo(1000);
        assertThat(store.put(cid, block)).isEqualTo(PutOutcome.STORED);
        store.sync();
        assertThat(store.get(cid)).isEqualTo(block);
        assertThat(store.get(sound)).isNotNull();
        assertThat(damaged).hasSize(1);
    }

    @Test
    void damagedBlocksAreLostUntilTheyArePutAgainOrRemoved() throws IOException {
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cids.add(Blocks.put(store, Blocks.block(i, 1000)));
        }
        store.sync();
        for (int i = 0; i < 4; i++) {
            damage(Blocks.block(i, 1000));
            assertThat(store.get(cids.get(i))).isNull();
        }
        List<Cid> lost = store.lost(null, 10);
        assertThat(lost).containsExactlyInAnyOrderElementsOf(cids.subList(0, 4));
        assertThat(store.lost(null, 3)).isEqualTo(lost.subList(0, 3));
        assertThat(store.lost(lost.get(1), 10)).isEqualTo(lost.subList(2, 4));

        Blocks.put(store, Blocks.block(0, 1000));
        store.sync();
        assertThat(store.remove(cids.get(1))).isFalse();
        assertThat(store.lost(null, 10)).containsExactlyInAnyOrderElementsOf(cids.subList(2, 4));
    }

    @Test
    void aDamagedBlockIsNotGivenToPeersEither() throws IOException {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Cid.ofRaw(block);
        store.put(cid, block);
        store.sync();
        assertThat(store.getForPeer(cid)).isEqualTo(block);
        assertThat(store.getForPeer(new Cid(Cid.Codec.DAG_PB, cid.digest()))).isEqualTo(block);
        damage(block);
        assertThat(store.getForPeer(cid)).isNull();
        assertThat(damaged).containsExactly(cid);
        assertThat(store.has(cid)).isFalse();
        assertThat(store.getForPeer(Cid.ofRaw(Blocks.block(2, 10)))).isNull();
    }

    @Test
    void aBlockThatIsDamagedBeforeTheSyncIsReportedToo() throws IOException {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Blocks.put(store, block);
        damage(block);
        assertThat(store.get(cid)).isNull();
        assertThat(damaged).containsExactly(cid);
        assertThat(store.lost(null, 2)).containsExactly(cid);
        store.sync();
        assertThat(store.has(cid)).isFalse();
        assertThat(store.storedBytes()).isZero();
    }

    @Test
    void scrubFindsDamageAndGoesOnWhereItStopped() throws IOException {
        for (int i = 0; i < 100; i++) {
            Blocks.put(store, Blocks.block(i, 100));
        }
        store.sync();
        damage(Blocks.block(42, 100));
        int blocks = 0;
        int found = 0;
        ScrubReport report;
        do {
            report = store.scrub(750);
            assertThat(report.blocks()).isLessThanOrEqualTo(8);
            assertThat(report.bytes()).isLessThanOrEqualTo(800);
            blocks += report.blocks();
            found += report.damaged();
        } while (!report.passComplete());
        assertThat(blocks).isEqualTo(100);
        assertThat(found).isEqualTo(1);
        assertThat(damaged).containsExactly(Cid.ofRaw(Blocks.block(42, 100)));
        assertThat(store.scrub(Long.MAX_VALUE)).isEqualTo(new ScrubReport(99, 9900, 0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> store.scrub(0));
    }

    @Test
    void aRemovedBlockIsGoneAndMayComeAgain() {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Blocks.put(store, block);
        Cid unsynced = Cid.ofRaw(Blocks.block(2, 500));
        store.sync();
        Blocks.put(store, Blocks.block(2, 500));
        assertThat(store.remove(cid)).isTrue();
        assertThat(store.remove(unsynced)).isTrue();
        assertThat(store.remove(cid)).isFalse();
        store.sync();
        assertThat(store.has(cid)).isFalse();
        assertThat(store.get(unsynced)).isNull();
        assertThat(store.storedBytes()).isZero();
        assertThat(store.put(cid, block)).isEqualTo(PutOutcome.STORED);
        assertThat(store.get(cid)).isEqualTo(block);
        assertThat(damaged).isEmpty();
    }

    @Test
    void theLongestBlockFitsAndOneByteMoreDoesNot() {
        byte[] longest = Blocks.block(1, ContentStore.MAX_BLOCK_BYTES);
        assertThat(store.get(Blocks.put(store, longest))).isEqualTo(longest);
        byte[] overlong = Blocks.block(1, ContentStore.MAX_BLOCK_BYTES + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(Cid.ofRaw(overlong), overlong));
    }

    @Test
    void theEmptyBlockIsABlock() {
        Cid cid = Blocks.put(store, new byte[0]);
        store.sync();
        assertThat(store.has(cid)).isTrue();
        assertThat(store.get(cid)).isEmpty();
    }

    @Test
    void oneBlockUnderTwoCodecsIsHeldOnce() {
        byte[] block = Blocks.block(1, 100);
        Cid raw = Blocks.put(store, block);
        Cid node = new Cid(Cid.Codec.DAG_PB, raw.digest());
        assertThat(store.put(node, block)).isEqualTo(PutOutcome.ALREADY_HELD);
        assertThat(store.get(node)).isEqualTo(block);
    }

    @Test
    void severalThreadsPutReadAndSyncAtOnce() throws Exception {
        int threads = 8;
        int each = 60;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t * each / 2; // every block is put by two threads
                work.add(() -> putReadAndSync(first, each));
            }
            for (Future<Boolean> done : pool.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        int blocks = (threads + 1) * each / 2;
        assertThat(store.storedBytes()).isEqualTo(blocks * 2000L);
        assertThat(store.scrub(Long.MAX_VALUE)).isEqualTo(new ScrubReport(blocks, blocks * 2000L, 0, true));
    }

    @Test
    void useAfterCloseIsAClearError() {
        Cid cid = Blocks.put(store, Blocks.block(1, 10));
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> store.get(cid)).withMessage("the content store is closed");
        assertThatIllegalStateException().isThrownBy(() -> store.has(cid));
        assertThatIllegalStateException().isThrownBy(() -> store.put(cid, Blocks.block(1, 10)));
        assertThatIllegalStateException().isThrownBy(() -> store.remove(cid));
        assertThatIllegalStateException().isThrownBy(store::sync);
        assertThatIllegalStateException().isThrownBy(() -> store.scrub(1));
    }

    private boolean putReadAndSync(int first, int count) {
        for (int i = first; i < first + count; i++) {
            byte[] block = Blocks.block(i, 2000);
            Cid cid = Blocks.put(store, block);
            if (i % 10 == 0) {
                store.sync();
            }
            if (!Arrays.equals(store.get(cid), block)) {
                return false;
            }
        }
        store.sync();
        return true;
    }
}
