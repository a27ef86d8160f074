package carnet.crypto.record;

import carnet.crypto.hash.Hash;
import carnet.crypto.secret.Hkdf;
import carnet.crypto.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The secret that keeps strangers from confirming a guessed file by its HashID: 32 bytes. Prints nothing of them.
 *
 * @param secret the 32 bytes
 */
public record Salt(SecretBytes secret) {
    /** Length of every salt, in bytes. */
    public static final int LENGTH_BYTES = 32;

    public Salt {
        if (secret.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + secret.length());
        }
    }

    /**
     * Returns HMAC-SHA-256 of the generation in 8 bytes, big-endian, and the file's SHA-256 under the owner's dedup key
     * (RULES 22).
     *
     * @param generation how often the owner erased this file before, from 0
     * @throws IllegalArgumentException for a negative generation
     */
    public static Salt derive(SecretBytes dedupKey, long generation, Hash fileDigest) {
        if (generation < 0) {
            throw new IllegalArgumentException("generations count from 0, not " + generation);
        }
        byte[] key = dedupKey.expose();
        byte[] counted = ByteBuffer.allocate(Long.BYTES).putLong(generation).array();
        Salt salt = new Salt(SecretBytes.copyOf(Hkdf.hmac(key, counted, fileDigest.bytes())));
        Arrays.fill(key, (byte) 0);
        return salt;
    }

    @Override
    public String toString() {
        return "Salt[" + LENGTH_BYTES + " bytes]";
    }
}
