package carnet.node.sim;

import carnet.crypto.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Luck from a seed. Each purpose has a stream of its own, so that one draw more in one place moves nothing elsewhere.
 * Uses only what is the same on every Java and processor.
 */
final class Dice {
    private final long seed;
    private final SplittableRandom random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Returns the stream of one purpose. */
    Dice of(String purpose) {
        return new Dice(derived(purpose));
    }

    /** Returns the stream of one purpose as production code takes it. */
    RandomGenerator generator(String purpose) {
        return new SplittableRandom(derived(purpose));
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Returns a number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) Math.floorMod(random.nextLong(), (long) bound);
    }

    /** Returns a number from {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + Math.floorMod(random.nextLong(), high - low + 1);
    }

    /** Returns a number from {@code low} up to {@code high}. */
    double between(double low, double high) {
        return low + unit() * (high - low);
    }

    /** Returns a waiting time with this mean, never above twenty times the mean. */
    long exponentialMillis(long meanMillis) {
        double drawn = -StrictMath.log(1 - unit()) * meanMillis;
        return Math.round(Math.min(drawn, 20.0 * meanMillis));
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.remaining() >= Long.BYTES) {
            out.putLong(random.nextLong());
        }
        while (out.hasRemaining()) {
            out.put((byte) random.nextLong());
        }
        return bytes;
    }

    /** Returns bytes that are an X25519 public key: below 2^254, and so canonical. */
    byte[] sealingKey() {
        byte[] key = bytes(32);
        key[31] &= 0x3f;
        return key;
    }

    private double unit() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    private long derived(String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] root = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        return ByteBuffer.wrap(Sha256.of(root, name).bytes()).getLong();
    }
}
