package carnet.crypto.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) by the JDK, which uses the processor's instructions where there are any. */
public final class Sha256 {
    /** Never fed. A copy of it spares a search among the JDK's providers. */
    private static final MessageDigest EMPTY = find();

    private Sha256() {}

    /** Returns SHA-256 of the concatenation of {@code parts}. */
    public static Hash of(byte[]... parts) {
        MessageDigest digest = newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hash.of(digest.digest());
    }

    /** Returns SHA-256 of {@code length} bytes of {@code bytes} from {@code offset}. */
    public static Hash ofRange(byte[] bytes, int offset, int length) {
        MessageDigest digest = newDigest();
        digest.update(bytes, offset, length);
        return Hash.of(digest.digest());
    }

    /** Returns a fresh digest, for input that comes in pieces. A provider's own may be one that cannot be copied. */
    public static MessageDigest newDigest() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            return find();
        }
    }

    private static MessageDigest find() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
