package carnet.node.miner;

import carnet.crypto.pow.HashMethod;
import carnet.crypto.pow.NonceHasher;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to hash headers that this machine does fastest, and what was measured.
 *
 * @param method the fastest of those that gave the known answer
 * @param rates all methods, fastest first, wrong ones last
 */
public record HashMethodChoice(HashMethod method, List<Rate> rates) {
    /**
     * How long all measurements take together, in milliseconds. The JVM's optimizing compiler, without which a method tells
     * nothing about its speed, is done with all of them after 700 ms of this thread's processor time.
     */
    static final long TEST_MILLIS = 1_000;

    /** How long one method is measured before the next one's turn, in milliseconds. */
    static final long SLICE_MILLIS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(HashMethodChoice.class);
    private static final int BATCH_NONCES = 64;

    /**
     * One method's figure.
     *
     * @param method the method
     * @param hashesPerSecond on one thread, in its best slice; 0 when it is wrong
     * @param isCorrect whether it gave the known answer
     */
    public record Rate(HashMethod method, long hashesPerSecond, boolean isCorrect) {
        private String text() {
            String rate = String.format(Locale.ROOT, "%.2f M/s", hashesPerSecond / 1e6);
            return method + " " + (isCorrect ? rate : "wrong");
        }
    }

    /** Keeps its own copy of the rates. */
    public HashMethodChoice {
        rates = List.copyOf(rates);
    }

    /**
     * Checks and measures every method on the calling thread, in about {@value #TEST_MILLIS} ms. Ends early when the thread
     * is interrupted.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds, best the calling thread's processor time
     * @throws IllegalStateException when no method gives the known answer: the machine cannot be trusted with hashes
     */
    public static HashMethodChoice selfTest(LongSupplier nanoTime) {
        return selfTest(hashers(), TEST_MILLIS, nanoTime);
    }

    /**
     * Checks every method and measures none: the first of those that gave the known answer is chosen, with the rate 0.
     *
     * @throws IllegalStateException when no method gives the known answer
     */
    static HashMethodChoice unmeasured() {
        return selfTest(hashers(), 0, () -> 0);
    }

    private static Map<HashMethod, NonceHasher> hashers() {
        Map<HashMethod, NonceHasher> hashers = new EnumMap<>(HashMethod.class);
        Arrays.stream(HashMethod.values()).forEach(method -> hashers.put(method, method.newHasher()));
        return hashers;
    }

    static HashMethodChoice selfTest(Map<HashMethod, NonceHasher> hashers, long testMillis, LongSupplier nanoTime) {
        Map<HashMethod, NonceHasher> correct = new EnumMap<>(HashMethod.class);
        Map<HashMethod, Long> best = new EnumMap<>(HashMethod.class);
        hashers.forEach((method, hasher) -> {
            if (KnownAnswer.isGivenBy(hasher)) {
                correct.put(method, hasher);
            } else {
                LOG.error("The hash method {} gives wrong hashes on this machine and is not used.", method);
            }
            best.put(method, 0L);
        });
        if (correct.isEmpty()) {
            throw new IllegalStateException("No hash method gives the right hash of a known header on this machine."
                    + " Its processor, memory or Java is broken; do not run a node on it.");
        }
        measure(correct, best, testMillis, nanoTime);
        List<Rate> rates = hashers.keySet().stream()
                .map(method -> new Rate(method, best.getOrDefault(method, 0L), correct.containsKey(method)))
                .sorted(Comparator.comparing(Rate::isCorrect)
                        .thenComparing(Rate::hashesPerSecond)
                        .reversed())
                .toList();
        return new HashMethodChoice(rates.get(0).method(), rates);
    }

    /** Returns one line for logs and status: the choice, then every method with its rate. */
    public String text() {
        return method + " of " + rates.stream().map(Rate::text).collect(Collectors.joining(", "));
    }

    /** Takes turns, so that the compiler's work and other load fall on all alike. */
    private static void measure(
            Map<HashMethod, NonceHasher> hashers, Map<HashMethod, Long> best, long testMillis, LongSupplier nanoTime) {
        long endNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(testMillis);
        while (endNanos - nanoTime.getAsLong() > 0 && !Thread.currentThread().isInterrupted()) {
            hashers.forEach((method, hasher) -> best.merge(method, slice(hasher, nanoTime), Math::max));
        }
    }

    private static long slice(NonceHasher hasher, LongSupplier nanoTime) {
        long sliceNanos = TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS);
        long startNanos = nanoTime.getAsLong();
        long elapsedNanos = 0;
        long hashes = 0;
        while (elapsedNanos < sliceNanos) {
            KnownAnswer.searchInVain(hasher, hashes, BATCH_NONCES);
            hashes += BATCH_NONCES;
            elapsedNanos = nanoTime.getAsLong() - startNanos;
        }
        return hashes * TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
    }
}
