package carnet.crypto.sign;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 public key: 32 bytes, canonical, on the curve and not of low order. A value of this type has passed these
 * checks, so a signature rule never meets a key that every message verifies under.
 */
public final class PublicKey implements Comparable<PublicKey> {
    /** Length of every key, in bytes. */
    public static final int LENGTH_BYTES = 32;

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies and checks {@code bytes}.
     *
     * @throws IllegalArgumentException for a wrong length, a non-canonical encoding, a point off the curve or a
     *     low-order point
     */
    public static PublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + bytes.length);
        }
        byte[] copy = bytes.clone();
        if (!Ed25519.isAcceptableKey(copy)) {
            throw new IllegalArgumentException("not an acceptable Ed25519 public key");
        }
        return new PublicKey(copy);
    }

    /** Reads 64 hexadecimal digits; refuses what {@link #of} refuses. */
    public static PublicKey fromHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Returns a copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns SHA-256 of the 32 bytes. */
    public Hash fingerprint() {
        return Sha256.of(bytes);
    }

    byte[] shared() {
        return bytes;
    }

    @Override
    public int compareTo(PublicKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
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
