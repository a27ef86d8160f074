package carnet.storage.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import carnet.crypto.cid.Cid;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import carnet.storage.kv.StoreFormatException;
import carnet.storage.kv.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SegmentStoreTest extends ContentStoreContract {
    private static final SegmentLimits SMALL = new SegmentLimits(3 << 20, 0, 10);

    private MemoryStore rows = new MemoryStore();

    @Override
    ContentStore open(Path directory, DamageListener listener) {
        return SegmentStore.open(directory, rows, listener);
    }

    @Override
    void damage(byte[] block) throws IOException {
        assertThat(Blocks.damage(directory, block)).isEqualTo(1);
    }

    @Test
    void aBlockWhoseFrameAloneIsDamagedIsGivenToPeersAndStays() throws IOException {
        byte[] block = Blocks.block(1, 1000);
        Cid cid = Blocks.put(store, block);
        store.sync();
        assertThat(Blocks.damage(directory, block, -1)).isEqualTo(1);

        assertThat(store.getForPeer(cid)).isEqualTo(block);
        assertThat(store.get(cid)).isEqualTo(block);
        assertThat(damaged).isEmpty();
    }

    @Test
    void everythingIsThereAfterReopening() {
        List<Cid> cids = putSynced(0, 50);
        reopen();
        assertHolds(cids);
        assertThat(store.storedBytes()).isEqualTo(50 * 1000L);
    }

    @Test
    void whatWasSyncedSurvivesThoughAPowerCutTookItsRows() {
        List<Cid> cids = putSynced(0, 20);
        rows.write(new Batch(), Durability.SYNCED);
        cids.addAll(putSynced(20, 40));
        crash();
        assertHolds(cids);
        assertThat(store.storedBytes()).isEqualTo(40 * 1000L);
        cids.addAll(putSynced(40, 60));
        crash();
        assertHolds(cids);
    }

    @Test
    void theIndexIsRebuiltFromTheSegments() throws IOException {
        List<Cid> cids = putSynced(0, 50);
        store.remove(cids.remove(10));
        damage(Blocks.block(30, 1000));
        assertThat(store.get(cids.remove(29))).isNull();
        damaged.clear();
        Blocks.put(store, Blocks.block(30, 1000));
        cids.add(Cid.ofRaw(Blocks.block(30, 1000)));
        store.close();
        rows = new MemoryStore();
        store = SegmentStore.open(directory, rows, damaged::add);
        assertHolds(cids);
        assertThat(store.has(Cid.ofRaw(Blocks.block(10, 1000)))).isFalse();
        assertThat(store.storedBytes()).isEqualTo(49 * 1000L);
    }

    @Test
    void aRestartForgetsNoLostBlock() throws IOException {
        List<Cid> cids = putSynced(0, 3);
        damage(Blocks.block(1, 1000));
        assertThat(store.get(cids.get(1))).isNull();
        reopen();
        assertThat(store.lost(null, 10)).containsExactly(cids.get(1));
        Blocks.put(store, Blocks.block(1, 1000));
        reopen();
        assertThat(store.lost(null, 10)).isEmpty();
    }

    @Test
    void aTornBlockAtTheEndIsCutOff() throws IOException {
        List<Cid> cids = putSynced(0, 10);
        byte[] torn = Frame.encode(Cid.ofRaw(Blocks.block(99, 1000)), Blocks.block(99, 1000));
        for (int length : new int[] {1, Frame.HEADER_BYTES - 1, Frame.HEADER_BYTES, torn.length - 1}) {
            store.close();
            Path segment = Blocks.segments(directory).get(0);
            long whole = Files.size(segment);
            Files.write(segment, Arrays.copyOf(torn, length), StandardOpenOption.APPEND);
            store = open(directory, damaged::add);
            assertThat(Files.size(segment)).isEqualTo(whole);
            cids.addAll(putSynced(100 + length, 101 + length));
            reopen();
            assertHolds(cids);
        }
        assertThat(store.has(Cid.ofRaw(Blocks.block(99, 1000)))).isFalse();
    }

    @Test
    void zerosAtTheEndAreCutOff() throws IOException {
        List<Cid> cids = putSynced(0, 10);
        store.close();
        Files.write(Blocks.segments(directory).get(0), new byte[100_000], StandardOpenOption.APPEND);
        store = open(directory, damaged::add);
        cids.addAll(putSynced(10, 20));
        rows = new MemoryStore();
        reopen();
        assertHolds(cids);
    }

    @Test
    void aBlockDamagedBehindTheIndexedPositionHidesNoLaterOne() throws IOException {
        List<Cid> cids = putSynced(0, 10);
        damage(Blocks.block(4, 1000));
        rows.crash();
        store = open(directory, damaged::add);
        assertThat(store.has(cids.remove(4))).isFalse();
        assertHolds(cids);
    }

    @Test
    void removedBytesAreOverwritten() throws IOException {
        byte[] block = Blocks.block(7, 300_000);
        Cid cid = Blocks.put(store, block);
        store.sync();
        assertThat(Blocks.isOnDisk(directory, block)).isTrue();
        store.remove(cid);
        store.sync();
        assertThat(Blocks.isOnDisk(directory, block)).isFalse();
        byte[] middle = Arrays.copyOfRange(block, 290_000, 290_016);
        assertThat(Blocks.isOnDisk(directory, middle)).isFalse();
    }

    @Test
    void aRemovedBlockWhoseRowCameBackIsNotServed() {
        List<Cid> cids = putSynced(0, 3);
        rows.write(new Batch(), Durability.SYNCED);
        store.remove(cids.get(1));
        store.sync();
        crash();
        assertThat(store.get(cids.get(1))).isNull();
        assertThat(store.has(cids.get(1))).isFalse();
        assertThat(store.get(cids.get(2))).isNotNull();
        assertThat(store.storedBytes()).isEqualTo(2000);
    }

    @Test
    void blocksSpreadOverSegmentsOfBoundedSize() throws IOException {
        store.close();
        store = SegmentStore.open(directory, rows, damaged::add, SMALL);
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cids.add(Blocks.put(store, Blocks.block(i, 400_000)));
        }
        store.sync();
        List<Path> segments = Blocks.segments(directory);
        assertThat(segments).hasSize(6);
        for (Path segment : segments) {
            assertThat(Files.size(segment)).isLessThanOrEqualTo(SMALL.segmentBytes());
        }
        crash();
        assertHolds(cids);
    }

    @Test
    void aLostSegmentIsDamageOfItsBlocksOnly() throws IOException {
        store.close();
        store = SegmentStore.open(directory, rows, damaged::add, SMALL);
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cids.add(Blocks.put(store, Blocks.block(i, 400_000)));
        }
        store.sync();
        Path lost = Blocks.segments(directory).get(1);
        Files.delete(lost);
        assertThat(store.remove(cids.get(13))).isTrue();
        assertThat(store.scrub(Long.MAX_VALUE).damaged()).isEqualTo(6);
        assertThat(damaged).containsExactlyInAnyOrderElementsOf(cids.subList(7, 13));
        assertThat(lost).doesNotExist();
        damaged.clear();
        cids.subList(7, 14).clear();
        assertHolds(cids);
    }

    @Test
    void reclaimingRewritesWhatLivesAndDeletesTheSegment() throws IOException {
        store.close();
        SegmentStore segments = SegmentStore.open(directory, rows, damaged::add, SMALL);
        store = segments;
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cids.add(Blocks.put(store, Blocks.block(i, 400_000)));
        }
        store.sync();
        for (int i : new int[] {0, 1, 2, 7, 9, 10, 11}) {
            assertThat(store.remove(cids.get(i))).isTrue();
        }
        store.sync();
        assertThat(segments.reclaim()).isGreaterThan(7 * 400_000);
        assertThat(segments.reclaim()).as("3 of 7 dead is not worth it").isZero();
        List.of(11, 10, 9, 7, 2, 1, 0).forEach(i -> cids.remove((int) i));
        assertThat(Blocks.segments(directory)).hasSize(3);
        assertThat(store.storedBytes()).isEqualTo(13 * 400_000);
        crash();
        assertHolds(cids);
        assertThat(store.storedBytes()).isEqualTo(13 * 400_000);
        store.close();
        rows = new MemoryStore();
        store = open(directory, damaged::add);
        assertHolds(cids);
        assertThat(store.storedBytes()).isEqualTo(13 * 400_000);
    }

    @Test
    void whatTheChainNeedsOfTheDiskIsNotForBlocks() {
        List<Cid> before = putSynced(0, 3);
        assertThat(store.hasRoom()).isTrue();
        store.close();
        store = SegmentStore.open(
                directory, rows, damaged::add, new SegmentLimits(3 << 20, Long.MAX_VALUE - (8 << 20), 10));
        assertThat(store.hasRoom()).isFalse();
        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> Blocks.put(store, Blocks.block(9, 1000)))
                .withMessageEndingWith("is full. Free some space; the node goes on by itself.");
        assertHolds(before);
    }

    @Test
    void callersAtOnceShareFlushes() throws Exception {
        int threads = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch allHavePut = new CountDownLatch(threads);
        SegmentStore segments = (SegmentStore) store;
        long before = segments.flushes();
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int number = t;
                done.add(pool.submit(() -> {
                    Blocks.put(store, Blocks.block(number, 1000));
                    allHavePut.countDown();
                    allHavePut.await();
                    store.sync();
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(segments.flushes() - before).isBetween(1L, 2L);
    }

    @Test
    void aSyncWithoutChangesDoesNotTouchTheDisk() {
        putSynced(0, 1);
        long before = ((SegmentStore) store).flushes();
        store.sync();
        assertThat(((SegmentStore) store).flushes()).isEqualTo(before);
    }

    @Test
    void anInterruptedThreadDoesNotBreakTheStore() {
        Thread.currentThread().interrupt();
        List<Cid> cids = putSynced(0, 3);
        assertThat(Thread.interrupted()).isTrue();
        assertHolds(cids);
        cids.addAll(putSynced(3, 6));
        assertHolds(cids);
    }

    @Test
    void theScrubGoesOnAfterReopening() {
        putSynced(0, 20);
        assertThat(store.scrub(12_000).blocks()).isEqualTo(12);
        reopen();
        assertThat(store.scrub(Long.MAX_VALUE)).isEqualTo(new ScrubReport(8, 8000, 0, true));
    }

    @Test
    void aSegmentOfANewerVersionIsRefused() throws IOException {
        putSynced(0, 1);
        store.close();
        Path segment = Blocks.segments(directory).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[11] = SegmentFile.VERSION + 1;
        Files.write(segment, bytes);
        assertThatExceptionOfType(StoreFormatException.class)
                .isThrownBy(() -> open(directory, damaged::add))
                .withMessageContaining("has a format that this program cannot read");
    }

    private List<Cid> putSynced(int from, int to) {
        List<Cid> cids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            cids.add(Blocks.put(store, Blocks.block(i, 1000)));
        }
        store.sync();
        return cids;
    }

    private void assertHolds(List<Cid> cids) {
        for (Cid cid : cids) {
            assertThat(store.get(cid)).as(cid.toString()).isNotNull();
        }
        assertThat(damaged).isEmpty();
    }

    private void reopen() {
        store.close();
        store = open(directory, damaged::add);
    }

    /** The rows that were only buffered are lost; what the segments hold is not. */
    private void crash() {
        rows.crash();
        store = open(directory, damaged::add);
    }
}
