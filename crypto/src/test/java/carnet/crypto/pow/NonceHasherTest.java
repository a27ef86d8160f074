package carnet.crypto.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonceHasherTest {
    private static final byte[] ANY_HASH = filled(0xff);
    private static final byte[] NO_HASH = filled(0x00);

    @ParameterizedTest
    @EnumSource
    void findsWhatANaiveSearchFinds(HashMethod method) {
        Random random = new Random(5);
        NonceHasher hasher = method.newHasher();
        int found = 0;
        for (int round = 0; round < 400; round++) {
            byte[] header = new byte[NonceHasher.HEADER_BYTES];
            random.nextBytes(header);
            byte[] target = filled(0xff);
            target[0] = 0;
            target[1] = (byte) random.nextInt(256);
            long first = random.nextLong();
            OptionalLong nonce = hasher.search(header, target, first, 500);
            assertThat(nonce).as("round %d", round).isEqualTo(naive(header, target, first, 500));
            found += nonce.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(100, 350);
    }

    @ParameterizedTest
    @EnumSource
    void aHashEqualToTheTargetMeetsItAndOneAboveDoesNot(HashMethod method) {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            byte[] header = new byte[NonceHasher.HEADER_BYTES];
            random.nextBytes(header);
            long nonce = random.nextLong();
            BigInteger hash = number(hash(header, nonce));
            assertThat(method.newHasher().search(header, bytes(hash), nonce, 1)).hasValue(nonce);
            assertThat(method.newHasher().search(header, bytes(hash.subtract(BigInteger.ONE)), nonce, 1))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereTheLowWordOrTheWholeNonceWraps(HashMethod method) {
        byte[] header = new byte[NonceHasher.HEADER_BYTES];
        for (long first : new long[] {0xffff_ffffL - 50, -51, Long.MAX_VALUE - 50, -0x1_0000_0000L - 50}) {
            long lowest = first;
            for (long nonce = first; nonce != first + 100; nonce++) {
                lowest = hash(header, nonce).compareTo(hash(header, lowest)) < 0 ? nonce : lowest;
            }
            byte[] target = hash(header, lowest).bytes();
            assertThat(method.newHasher().search(header, target, first, 100)).hasValue(lowest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNothingFromTheSearchBefore(HashMethod method) {
        NonceHasher hasher = method.newHasher();
        byte[] one = filledHeader(1);
        byte[] other = filledHeader(2);
        assertThat(hasher.search(one, NO_HASH, 1L << 40, 100)).isEmpty();
        byte[] target = hash(other, 77).bytes();
        assertThat(hasher.search(other, target, 77, 1)).hasValue(77);
        assertThat(hasher.search(one, target, 77, 1)).isEqualTo(naive(one, target, 77, 1));
        assertThat(one).containsOnly(1);
    }

    @ParameterizedTest
    @EnumSource
    void triesExactlyTheNoncesAskedFor(HashMethod method) {
        byte[] header = filledHeader(3);
        assertThat(method.newHasher().search(header, ANY_HASH, 9, 0)).isEmpty();
        assertThat(method.newHasher().search(header, ANY_HASH, 9, 1)).hasValue(9);
        byte[] target = hash(header, 20).bytes();
        OptionalLong before = naive(header, target, 10, 10);
        assertThat(method.newHasher().search(header, target, 10, 10)).isEqualTo(before);
        assertThat(method.newHasher().search(header, target, 10, 11)).hasValue(before.orElse(20));
    }

    @ParameterizedTest
    @EnumSource
    void refusesOtherLengths(HashMethod method) {
        NonceHasher hasher = method.newHasher();
        assertThatThrownBy(() -> hasher.search(new byte[83], ANY_HASH, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hasher.search(new byte[84], new byte[31], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hasher.search(new byte[84], ANY_HASH, 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OptionalLong naive(byte[] header, byte[] target, long first, int count) {
        for (int i = 0; i < count; i++) {
            if (number(hash(header, first + i)).compareTo(new BigInteger(1, target)) <= 0) {
                return OptionalLong.of(first + i);
            }
        }
        return OptionalLong.empty();
    }

    private static Hash hash(byte[] header, long nonce) {
        return Sha256.of(ByteBuffer.wrap(header.clone())
                .putLong(NonceHasher.NONCE_OFFSET, nonce)
                .array());
    }

    private static BigInteger number(Hash hash) {
        return new BigInteger(1, hash.bytes());
    }

    private static byte[] bytes(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        byte[] bytes = new byte[NonceHasher.TARGET_BYTES];
        int length = Math.min(magnitude.length, bytes.length);
        System.arraycopy(magnitude, magnitude.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[NonceHasher.TARGET_BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] filledHeader(int value) {
        byte[] bytes = new byte[NonceHasher.HEADER_BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
