package carnet.crypto.hash;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A 32-byte SHA-256 value. Ordered as an unsigned big-endian number, so that "lowest hash" means the same on every node.
 */
public final class Hash implements Comparable<Hash> {
    /** Length of every value, in bytes. */
    public static final int LENGTH_BYTES = 32;

    /** The value of 32 zero bytes: the previous hash of block 0. */
    public static final Hash ZERO = new Hash(new byte[LENGTH_BYTES]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies {@code bytes}.
     *
     * @throws IllegalArgumentException unless there are exactly 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /**
     * Reads 64 hexadecimal digits, either case.
     *
     * @throws IllegalArgumentException when {@code hex} is anything else
     */
    public static Hash fromHex(String hex) {
        if (hex.length() != 2 * LENGTH_BYTES) {
            throw new IllegalArgumentException("a hash is written as 64 hexadecimal digits");
        }
        return new Hash(HexFormat.of().parseHex(hex));
    }

    /** Returns a copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Copies the 32 bytes into {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH_BYTES);
    }

    /** Returns 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the first 12 hexadecimal digits, for people. */
    public String shortHex() {
        return HexFormat.of().formatHex(bytes, 0, 6);
    }

    @Override
    public int compareTo(Hash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    /** The last bytes, which no proof of work bends; maps sort what somebody chose to be equal in them. */
    @Override
    public int hashCode() {
        return bytes[LENGTH_BYTES - 4] << 24
                | (bytes[LENGTH_BYTES - 3] & 0xff) << 16
                | (bytes[LENGTH_BYTES - 2] & 0xff) << 8
                | (bytes[LENGTH_BYTES - 1] & 0xff);
    }

    @Override
    public String toString() {
        return hex();
    }
}
