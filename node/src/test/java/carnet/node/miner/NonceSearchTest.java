package carnet.node.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carnet.consensus.block.Target;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.pow.HashMethod;
import carnet.crypto.pow.NonceHasher;
import carnet.node.core.MiningJob;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class NonceSearchTest {
    private static final Target EASY = Target.ofMeanHashes(2_000);
    private static final Target HOPELESS = new Target(Hash.of(new byte[Hash.LENGTH_BYTES]));

    private final BlockingQueue<Found> found = new LinkedBlockingQueue<>();
    private final RandomGenerator starts = new Random(1);

    private record Found(long jobId, long nonce) {}

    @ParameterizedTest
    @EnumSource
    void findsANonceThatMeetsTheTarget(HashMethod method) throws InterruptedException {
        try (NonceSearch search = search(2, method)) {
            for (int id = 1; id <= 20; id++) {
                MiningJob job = job(id, EASY);
                search.start(job);
                Found result = found.take();
                assertThat(result.jobId()).isEqualTo(id);
                assertThat(EASY.isMetBy(hash(job, result.nonce()))).isTrue();
            }
        }
    }

    @Test
    void aNewJobTakesThePlaceOfTheOneBefore() throws InterruptedException {
        try (NonceSearch search = search(2, HashMethod.JDK_DIGEST)) {
            for (int id = 1; id <= 100; id++) {
                search.start(job(id, HOPELESS));
            }
            search.start(job(101, EASY));
            assertThat(found.take().jobId()).isEqualTo(101);
        }
    }

    @Test
    void reportsAJobOnceThoughEveryNonceMeetsIt() throws InterruptedException {
        Target anything = Target.ofMeanHashes(1);
        try (NonceSearch search = search(4, HashMethod.JAVA_MIDSTATE)) {
            for (int id = 1; id <= 200; id++) {
                search.start(job(id, anything));
                assertThat(found.take().jobId()).isEqualTo(id);
            }
            awaitAsleep(4);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void threadsSleepBeforeAJobAfterStopAndAfterAResult() throws InterruptedException {
        try (NonceSearch search = search(3, HashMethod.JDK_DIGEST)) {
            awaitAsleep(3);
            search.start(job(1, HOPELESS));
            await().until(() -> asleep() == 0);
            search.stop();
            awaitAsleep(3);
            search.start(job(2, EASY));
            assertThat(found.take().jobId()).isEqualTo(2);
            awaitAsleep(3);
        }
    }

    @Test
    void stopTakesEffectWithinFewMilliseconds() {
        try (NonceSearch search = search(1, HashMethod.JDK_DIGEST)) {
            long bestNanos = Long.MAX_VALUE;
            for (int id = 1; id <= 50; id++) {
                search.start(job(id, HOPELESS));
                await().pollInterval(Duration.ofMillis(1)).until(() -> asleep() == 0);
                long stoppedNanos = System.nanoTime();
                search.stop();
                while (asleep() == 0 && System.nanoTime() - stoppedNanos < TimeUnit.SECONDS.toNanos(1)) {
                    Thread.onSpinWait();
                }
                bestNanos = Math.min(bestNanos, System.nanoTime() - stoppedNanos);
            }
            assertThat(TimeUnit.NANOSECONDS.toMicros(bestNanos)).isLessThan(2_000);
        }
    }

    @Test
    void threadsTryEveryNonceOnce() {
        int threads = 3;
        Queue<Long> firsts = new ConcurrentLinkedQueue<>();
        try (NonceSearch search = new NonceSearch(threads, () -> recording(firsts), () -> -5_000, this::add)) {
            search.start(job(1, HOPELESS));
            await().until(() ->
                    firsts.contains(batch(100)) && firsts.contains(batch(101)) && firsts.contains(batch(102)));
        }
        assertThat(firsts).doesNotHaveDuplicates();
        assertThat(firsts)
                .contains(
                        IntStream.range(0, 103).mapToObj(NonceSearchTest::batch).toArray(Long[]::new));
    }

    @Test
    void theSameJobStartsElsewhereEachTime() throws InterruptedException {
        Target anything = Target.ofMeanHashes(1);
        try (NonceSearch search = search(1, HashMethod.JDK_DIGEST)) {
            search.start(job(1, anything));
            long nonce = found.take().nonce();
            search.start(job(2, anything));
            assertThat(found.take().nonce()).isNotEqualTo(nonce);
        }
    }

    @Test
    void threadsAreDaemonsOfLowPriorityAndEndWithTheSearch() {
        NonceSearch search = search(2, HashMethod.JDK_DIGEST);
        assertThat(threads())
                .hasSize(2)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getPriority() == Thread.MIN_PRIORITY);
        search.start(job(1, HOPELESS));
        search.close();
        assertThat(threads()).isEmpty();
    }

    @Test
    void closeDoesNotWaitForEverOnAListenerThatBlocks() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        NonceSearch search = new NonceSearch(1, HashMethod.JDK_DIGEST::newHasher, starts, (jobId, nonce) -> {
            called.countDown();
            awaitQuietly(release);
        });
        search.start(job(1, EASY));
        called.await();
        search.close();
        release.countDown();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void usesHalfTheCoresButOneToFour() {
        assertThat(List.of(1, 2, 4, 8, 64)).map(NonceSearch::defaultThreads).containsExactly(1, 1, 2, 4, 4);
        assertThatThrownBy(() -> search(0, HashMethod.JDK_DIGEST)).isInstanceOf(IllegalArgumentException.class);
    }

    private NonceSearch search(int threads, HashMethod method) {
        return new NonceSearch(threads, method::newHasher, starts, this::add);
    }

    private void add(long jobId, long nonce) {
        found.add(new Found(jobId, nonce));
    }

    private static void awaitAsleep(int count) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> asleep() == count);
    }

    private static long asleep() {
        return threads().stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .count();
    }

    private static List<Thread> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(all);
        return Arrays.asList(all).subList(0, count).stream()
                .filter(thread -> thread.getName().startsWith("carnet-miner-"))
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MiningJob job(long id, Target target) {
        byte[] header = new byte[NonceHasher.HEADER_BYTES];
        header[0] = 42;
        return new MiningJob(id, header, target);
    }

    private static NonceHasher recording(Queue<Long> firsts) {
        NonceHasher hasher = HashMethod.JDK_DIGEST.newHasher();
        return (header, target, first, count) -> {
            assertThat(count).isEqualTo(NonceSearch.BATCH_NONCES);
            firsts.add(first);
            return hasher.search(header, target, first, count);
        };
    }

    private static long batch(int index) {
        return -5_000 + (long) index * NonceSearch.BATCH_NONCES;
    }

    private static Hash hash(MiningJob job, long nonce) {
        return Sha256.of(ByteBuffer.wrap(job.header().clone())
                .putLong(NonceHasher.NONCE_OFFSET, nonce)
                .array());
    }
}
