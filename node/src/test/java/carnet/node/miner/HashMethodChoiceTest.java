package carnet.node.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.pow.HashMethod;
import carnet.crypto.pow.NonceHasher;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashMethodChoiceTest {
    private static final long MICROSECOND_NANOS = 1_000;

    private final Map<HashMethod, NonceHasher> hashers = new EnumMap<>(HashMethod.class);
    private long nanos = Long.MAX_VALUE - 1_000_000;

    @ParameterizedTest
    @EnumSource
    void choosesTheFastest(HashMethod fastest) {
        for (HashMethod method : HashMethod.values()) {
            hashers.put(method, taking(method == fastest ? MICROSECOND_NANOS : 3 * MICROSECOND_NANOS, method));
        }
        HashMethodChoice choice = selfTest();
        assertThat(choice.method()).isEqualTo(fastest);
        assertThat(choice.rates())
                .extracting(HashMethodChoice.Rate::hashesPerSecond)
                .containsExactly(1_000_000L, 333_333L, 333_333L);
        assertThat(choice.text()).startsWith(fastest + " of " + fastest + " 1.00 M/s, ");
    }

    @Test
    void leavesOutAMethodThatGivesWrongHashesHoweverFast() {
        hashers.put(HashMethod.JDK_DIGEST, taking(2 * MICROSECOND_NANOS, HashMethod.JDK_DIGEST));
        hashers.put(HashMethod.JAVA_MIDSTATE, (header, target, first, count) -> OptionalLong.empty());
        HashMethodChoice choice = selfTest();
        assertThat(choice.method()).isEqualTo(HashMethod.JDK_DIGEST);
        assertThat(choice.text()).isEqualTo("JDK_DIGEST of JDK_DIGEST 0.50 M/s, JAVA_MIDSTATE wrong");
    }

    @Test
    void aMethodThatFindsTooMuchIsWrong() {
        hashers.put(HashMethod.JDK_DIGEST, taking(2 * MICROSECOND_NANOS, HashMethod.JDK_DIGEST));
        hashers.put(HashMethod.JDK_MIDSTATE, (header, target, first, count) -> OptionalLong.of(0x5_0000_000cL));
        assertThat(selfTest().method()).isEqualTo(HashMethod.JDK_DIGEST);
    }

    @Test
    void refusesAMachineWhereNoMethodIsRight() {
        hashers.put(HashMethod.JDK_DIGEST, (header, target, first, count) -> OptionalLong.of(first));
        assertThatThrownBy(() -> selfTest())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not run a node on it");
    }

    @Test
    void takesAboutItsTimeOnTheClockItIsGiven() {
        for (HashMethod method : HashMethod.values()) {
            hashers.put(method, taking(20 * MICROSECOND_NANOS, method));
        }
        long before = nanos;
        selfTest();
        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos - before))
                .isBetween(HashMethodChoice.TEST_MILLIS, HashMethodChoice.TEST_MILLIS + 40);
    }

    @Test
    void everyMethodIsRightOnThisMachine() {
        HashMethodChoice choice = HashMethodChoice.selfTest(System::nanoTime);
        assertThat(choice.rates())
                .hasSize(HashMethod.values().length)
                .allMatch(rate -> rate.isCorrect() && rate.hashesPerSecond() > 0);
    }

    private HashMethodChoice selfTest() {
        return HashMethodChoice.selfTest(hashers, HashMethodChoice.TEST_MILLIS, () -> nanos);
    }

    @Test
    void aMethodThatIsRightServesBeforeAnyIsMeasured() {
        assertThat(HashMethodChoice.unmeasured().method()).isEqualTo(HashMethod.JDK_DIGEST);
        assertThat(HashMethodChoice.unmeasured().rates()).allMatch(HashMethodChoice.Rate::isCorrect);
    }

    /** A true hasher that takes a given time for each hash. */
    private NonceHasher taking(long nanosPerHash, HashMethod method) {
        NonceHasher hasher = method.newHasher();
        return (header, target, first, count) -> {
            nanos += nanosPerHash * count;
            return hasher.search(header, target, first, count);
        };
    }
}
