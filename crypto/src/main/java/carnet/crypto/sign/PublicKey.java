package carnet.crypto.sign;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key: 32 bytes, canonical, on the curve and not of low order. A value of this type has passed these
 * checks, so a signature rule never meets a key that every message verifies under. It keeps the decoded point, which every
 * verification needs.
 */
public final class PublicKey implements Comparable<PublicKey> {
    /** Length of every key, in bytes. */
    public static final int LENGTH_BYTES = 32;

    private static final KnownKeys KNOWN = new KnownKeys();

    private final byte[] bytes;
    private final PublicPoint point;

    private PublicKey(byte[] bytes, PublicPoint point) {
        this.bytes = bytes;
        this.point = point;
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
        PublicKey known = KNOWN.find(bytes);
        if (known != null) {
            return known;
        }
        byte[] copy = bytes.clone();
        PublicPoint point = Ed25519.decodeKey(copy);
        if (point == null) {
            throw new IllegalArgumentException("not an acceptable Ed25519 public key");
        }
        PublicKey key = new PublicKey(copy, point);
        KNOWN.remember(key);
        return key;
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

    PublicPoint point() {
        return point;
    }

    @Override
    public int compareTo(PublicKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
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
