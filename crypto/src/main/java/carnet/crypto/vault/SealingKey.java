package carnet.crypto.vault;

import carnet.crypto.secret.SecretBytes;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** An X25519 private key with its public key kept beside it. Prints only the public part. */
public final class SealingKey {
    /** Length of the private scalar, in bytes. */
    public static final int LENGTH_BYTES = 32;

    private final SecretBytes scalar;
    private final SealingPublicKey publicKey;

    private SealingKey(SecretBytes scalar, SealingPublicKey publicKey) {
        this.scalar = scalar;
        this.publicKey = publicKey;
    }

    /**
     * Takes any 32 bytes as the private key (RFC 7748, section 5). Copies them.
     *
     * @throws IllegalArgumentException for another length
     */
    public static SealingKey of(SecretBytes scalar) {
        if (scalar.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("an X25519 private key has 32 bytes");
        }
        byte[] bytes = scalar.expose();
        byte[] encoded = new byte[SealingPublicKey.LENGTH_BYTES];
        X25519.scalarMultBase(bytes, 0, encoded, 0);
        SealingKey key = new SealingKey(SecretBytes.copyOf(bytes), SealingPublicKey.of(encoded));
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Returns the public half. */
    public SealingPublicKey publicKey() {
        return publicKey;
    }

    /** Returns the shared secret with {@code other}. */
    public SecretBytes agree(SealingPublicKey other) {
        return agree(other.bytes())
                .orElseThrow(() -> new IllegalStateException("a checked key is not of low order: " + other));
    }

    /**
     * Returns the shared secret with a 32-byte point from an untrusted file, or nothing when the point is of low order
     * and the secret would be zero (RFC 7748, section 6.1).
     */
    public Optional<SecretBytes> agree(byte[] point) {
        if (point.length != SealingPublicKey.LENGTH_BYTES) {
            throw new IllegalArgumentException("an X25519 point has 32 bytes, not " + point.length);
        }
        byte[] bytes = scalar.expose();
        byte[] shared = new byte[LENGTH_BYTES];
        boolean usable = X25519.calculateAgreement(bytes, 0, point, 0, shared, 0);
        Arrays.fill(bytes, (byte) 0);
        Optional<SecretBytes> secret = usable ? Optional.of(SecretBytes.copyOf(shared)) : Optional.empty();
        Arrays.fill(shared, (byte) 0);
        return secret;
    }

    /** Returns a copy of the private scalar, as it was given. Every read of it can be found by this name. */
    public SecretBytes exposeScalar() {
        byte[] bytes = scalar.expose();
        SecretBytes copy = SecretBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }

    @Override
    public String toString() {
        return "SealingKey of " + publicKey;
    }
}
