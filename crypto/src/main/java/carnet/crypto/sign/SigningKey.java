package carnet.crypto.sign;

import java.util.Arrays;

/** An Ed25519 private key with its public key kept beside it. Prints only the public part. */
public final class SigningKey {
    /** Length of the seed that determines the key, in bytes. */
    public static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final PublicKey publicKey;

    private SigningKey(byte[] seed, PublicKey publicKey) {
        this.seed = seed;
        this.publicKey = publicKey;
    }

    /**
     * Derives the key pair of a 32-byte seed (RFC 8032, section 5.1.5). Copies the seed.
     *
     * @throws IllegalArgumentException for another length
     */
    public static SigningKey fromSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
        }
        byte[] copy = Arrays.copyOf(seed, SEED_BYTES);
        byte[] encoded = new byte[PublicKey.LENGTH_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(copy, 0, encoded, 0);
        return new SigningKey(copy, PublicKey.of(encoded));
    }

    /** Returns the public half. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** Signs {@code message}; the caller has put a domain string first (see {@link SignatureDomain}). */
    public Signature sign(byte[] message) {
        byte[] signature = new byte[Signature.LENGTH_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                seed, 0, publicKey.shared(), 0, null, message, 0, message.length, signature, 0);
        return Signature.of(signature);
    }

    /** Returns a copy of the secret seed, for the key file and the TLS certificate. Every read of it can be found by this name. */
    public byte[] exposeSeed() {
        return seed.clone();
    }

    @Override
    public String toString() {
        return "SigningKey of " + publicKey;
    }
}
