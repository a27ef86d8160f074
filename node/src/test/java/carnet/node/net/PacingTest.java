package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacingTest {
    @Test
    void backOffDoublesFromAQuarterSecondToHalfAMinuteWithJitter() {
        Backoff backoff = new Backoff(NetTimings.standard(), new SplittableRandom(1));
        long full = 250;
        for (int failures = 1; failures < 1000; failures++) {
            assertThat(backoff.millis(failures, DisconnectReason.CONNECT_FAILED))
                    .isBetween(full / 2, full);
            full = Math.min(2 * full, 30_000);
        }
        assertThat(backoff.millis(1, DisconnectReason.WRONG_CHAIN)).isBetween(30_000L, 60_000L);
    }

    @Test
    void aBucketAllowsABurstAndThenOneInEachInterval() {
        TokenBucket bucket = new TokenBucket(3, 10, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(0)).isTrue();
        }
        assertThat(bucket.take(millis(9))).isFalse();
        assertThat(bucket.take(millis(10))).isTrue();
        assertThat(bucket.take(millis(19))).isFalse();
        assertThat(bucket.take(millis(20))).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(millis(1_000_000))).isTrue();
        }
        assertThat(bucket.take(millis(1_000_000))).isFalse();
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
