package carnet.crypto.sign;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An Ed25519 signature: exactly 64 bytes, not yet verified. */
public final class Signature {
    /** Length of every signature, in bytes. */
    public static final int LENGTH_BYTES = 64;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies {@code bytes}.
     *
     * @throws IllegalArgumentException unless there are exactly 64 bytes
     */
    public static Signature of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes, not " + bytes.length);
        }
        return new Signature(bytes.clone());
    }

    /** Returns a copy of the 64 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
