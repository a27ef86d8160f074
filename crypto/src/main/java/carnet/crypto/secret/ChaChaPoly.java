package carnet.crypto.secret;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * ChaCha20-Poly1305 (RFC 8439) of whole messages by the JDK, which is 1.7 times as fast as the library on JDK 17 and
 * 15 times on JDK 25. The caller makes sure that a pair of key and nonce is never used for two messages.
 */
public final class ChaChaPoly {
    /** Length of a key, in bytes. */
    public static final int KEY_BYTES = 32;
    /** Length of a nonce, in bytes. */
    public static final int NONCE_BYTES = 12;
    /** Length of the tag at the end of every sealed message, in bytes. */
    public static final int TAG_BYTES = 16;

    private ChaChaPoly() {}

    /** Returns the ciphertext of {@code length} bytes of {@code plain} from offset 0, followed by the tag. */
    public static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain, int length) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption of valid input does not fail", e);
        }
    }

    /** Returns the plaintext of {@code length} bytes of {@code sealed} from offset 0, or nothing when the tag is wrong. */
    public static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed, int length) {
        if (length < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(sealed, 0, length));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("decryption fails by its tag only", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        if (key.length != KEY_BYTES || nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("ChaCha20-Poly1305 takes a 32-byte key and a 12-byte nonce");
        }
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
