package carnet.crypto.secret;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869). */
public final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    /** RFC 5869, section 2.3: at most 255 blocks of output. */
    private static final int MAX_OUTPUT_BYTES = 255 * HASH_BYTES;

    private Hkdf() {}

    /** Returns the 32-byte HMAC-SHA-256 of the concatenation of {@code parts} under {@code key}. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        Mac mac = newMac(key);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /**
     * Extracts from {@code inputKey} with {@code salt} and expands with {@code info}.
     *
     * @param salt may be empty
     * @param lengthBytes 1 to 8,160
     * @throws IllegalArgumentException for another length
     */
    public static byte[] derive(byte[] salt, byte[] inputKey, byte[] info, int lengthBytes) {
        if (lengthBytes < 1 || lengthBytes > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException("HKDF-SHA-256 gives 1 to " + MAX_OUTPUT_BYTES + " bytes");
        }
        byte[] pseudoRandomKey = hmac(salt, inputKey);
        Mac mac = newMac(pseudoRandomKey);
        Arrays.fill(pseudoRandomKey, (byte) 0);
        byte[] output = new byte[lengthBytes];
        byte[] block = new byte[0];
        int done = 0;
        for (int counter = 1; done < lengthBytes; counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            Arrays.fill(block, (byte) 0);
            block = mac.doFinal();
            int take = Math.min(block.length, lengthBytes - done);
            System.arraycopy(block, 0, output, done, take);
            done += take;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    private static Mac newMac(byte[] key) {
        // RFC 2104 pads a short key with zeros, so one zero byte is the empty key, which the JDK's type refuses.
        byte[] usable = key.length == 0 ? new byte[1] : key;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(usable, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
