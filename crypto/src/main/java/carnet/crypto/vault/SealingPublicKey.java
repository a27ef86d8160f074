package carnet.crypto.vault;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An X25519 public key: 32 bytes, canonical (below 2^255 - 19) and not of low order. A value of this type has passed
 * these checks, so what is sealed to it has a secret that strangers cannot know, and one key has one writing.
 */
public final class SealingPublicKey {
    /** Length of every key, in bytes. */
    public static final int LENGTH_BYTES = 32;

    /** The canonical u-coordinates of all points of order 1, 2, 4 and 8, on the curve and on its twist (RFC 7748, section 6.1). */
    private static final List<byte[]> LOW_ORDER_KEYS = List.of(
            key("0000000000000000000000000000000000000000000000000000000000000000"),
            key("0100000000000000000000000000000000000000000000000000000000000000"),
            key("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
            key("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
            key("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

    private static final byte[] PRIME = key("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private final byte[] bytes;

    private SealingPublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies and checks {@code bytes}.
     *
     * @throws IllegalArgumentException for a wrong length, a non-canonical encoding or a low-order point
     */
    public static SealingPublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("an X25519 public key has 32 bytes, not " + bytes.length);
        }
        byte[] copy = bytes.clone();
        if (!isCanonical(copy)) {
            throw new IllegalArgumentException("not a canonical X25519 public key");
        }
        for (byte[] lowOrder : LOW_ORDER_KEYS) {
            if (Arrays.equals(lowOrder, copy)) {
                throw new IllegalArgumentException("a low-order X25519 public key keeps no secret");
            }
        }
        return new SealingPublicKey(copy);
    }

    /** Reads 64 hexadecimal digits; refuses what {@link #of} refuses. */
    public static SealingPublicKey fromHex(String hex) {
        return of(key(hex));
    }

    /** Returns a copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean isCanonical(byte[] littleEndian) {
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            int difference = (littleEndian[i] & 0xff) - (PRIME[i] & 0xff);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealingPublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
