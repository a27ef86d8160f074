package carnet.crypto.secfile;

import carnet.crypto.hash.Hash;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.Hkdf;
import carnet.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of one SecFile: 16 secret bytes, age's file key. Prints nothing of them.
 *
 * @param secret the 16 bytes
 */
public record FileKey(SecretBytes secret) {
    /** Length of every file key, in bytes. */
    public static final int LENGTH_BYTES = 16;

    private static final byte[] NONCE_PURPOSE = "carnet/payload-nonce/1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD_INFO = "payload".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER_INFO = "header".getBytes(StandardCharsets.US_ASCII);
    private static final int DERIVED_BYTES = 32;

    public FileKey {
        if (secret.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("a file key has 16 bytes, not " + secret.length());
        }
    }

    /** Returns a fresh key. */
    public static FileKey random(Entropy entropy) {
        return new FileKey(SecretBytes.copyOf(entropy.checked(LENGTH_BYTES)));
    }

    /**
     * Returns the payload nonce of the one file with this digest (RULES 23): the first 16 bytes of HMAC-SHA-256 under
     * the file key, so that encrypting the same file again gives the same bytes.
     */
    byte[] payloadNonce(Hash fileDigest) {
        byte[] key = secret.expose();
        byte[] nonce = Arrays.copyOf(Hkdf.hmac(key, NONCE_PURPOSE, fileDigest.bytes()), SecFile.NONCE_BYTES);
        Arrays.fill(key, (byte) 0);
        return nonce;
    }

    byte[] payloadKey(byte[] payloadNonce) {
        return derive(payloadNonce, PAYLOAD_INFO);
    }

    byte[] headerMac(byte[] headerText) {
        byte[] key = derive(new byte[0], HEADER_INFO);
        byte[] mac = Hkdf.hmac(key, headerText);
        Arrays.fill(key, (byte) 0);
        return mac;
    }

    private byte[] derive(byte[] salt, byte[] info) {
        byte[] key = secret.expose();
        byte[] derived = Hkdf.derive(salt, key, info, DERIVED_BYTES);
        Arrays.fill(key, (byte) 0);
        return derived;
    }

    @Override
    public String toString() {
        return "FileKey[" + LENGTH_BYTES + " bytes]";
    }
}
