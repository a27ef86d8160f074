package carnet.crypto.vault;

import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * Sealing to a public key: HPKE base mode (RFC 9180) with X25519, HKDF-SHA-256 and ChaCha20-Poly1305, one message for
 * each encapsulation (RULES 27). A sealed message is the 32-byte encapsulated key followed by ciphertext and tag. Hides
 * the content from all but the holder of the key and binds it to purpose and ids; does not tell who sealed it.
 */
public final class Hpke {
    /** How many bytes a sealed message has more than its plaintext. */
    public static final int OVERHEAD_BYTES = 32 + 16;

    private static final int ENCAPSULATED_BYTES = 32;
    private static final int EPHEMERAL_INPUT_BYTES = 32;

    private Hpke() {}

    /**
     * Seals {@code plain} to {@code recipient}.
     *
     * @param purpose an ASCII string that no other use of the key shares; HPKE's info
     * @param ids what the message belongs to; HPKE's associated data
     */
    public static byte[] seal(SealingPublicKey recipient, String purpose, byte[] ids, byte[] plain, Entropy entropy) {
        HPKE hpke = suite();
        byte[] input = entropy.checked(EPHEMERAL_INPUT_BYTES);
        AsymmetricCipherKeyPair ephemeral = hpke.deriveKeyPair(input);
        Arrays.fill(input, (byte) 0);
        HPKEContextWithEncapsulation context =
                hpke.setupBaseS(hpke.deserializePublicKey(recipient.bytes()), info(purpose), ephemeral);
        try {
            byte[] cipher = context.seal(ids, plain);
            byte[] sealed = Arrays.copyOf(context.getEncapsulation(), ENCAPSULATED_BYTES + cipher.length);
            System.arraycopy(cipher, 0, sealed, ENCAPSULATED_BYTES, cipher.length);
            return sealed;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing of valid input does not fail", e);
        }
    }

    /**
     * Returns what was sealed, or nothing when it was sealed to another key, for another purpose or ids, or altered:
     * these cannot be told apart.
     */
    public static Optional<SecretBytes> open(SealingKey key, String purpose, byte[] ids, byte[] sealed) {
        if (sealed.length < OVERHEAD_BYTES) {
            return Optional.empty();
        }
        byte[] encapsulated = Arrays.copyOf(sealed, ENCAPSULATED_BYTES);
        if (key.agree(encapsulated).isEmpty()) {
            return Optional.empty();
        }
        HPKE hpke = suite();
        try (SecretBytes scalar = key.exposeScalar()) {
            AsymmetricCipherKeyPair pair =
                    hpke.deserializePrivateKey(scalar.expose(), key.publicKey().bytes());
            byte[] plain = hpke.setupBaseR(encapsulated, pair, info(purpose))
                    .open(ids, sealed, ENCAPSULATED_BYTES, sealed.length - ENCAPSULATED_BYTES);
            SecretBytes opened = SecretBytes.copyOf(plain);
            Arrays.fill(plain, (byte) 0);
            return Optional.of(opened);
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    private static byte[] info(String purpose) {
        return purpose.getBytes(StandardCharsets.US_ASCII);
    }
}
