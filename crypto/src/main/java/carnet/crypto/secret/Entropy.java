package carnet.crypto.secret;

/**
 * Where fresh random bytes come from. In production this is a cryptographic generator of the operating system; a
 * simulation or a golden vector passes fixed bytes. An implementation throws when it cannot answer and never returns
 * weaker bytes instead.
 */
@FunctionalInterface
public interface Entropy {
    /** Returns {@code count} new bytes, an array that nobody else holds. */
    byte[] bytes(int count);

    /**
     * Returns {@code count} new bytes after a check that stops encryption under a generator that is plainly broken.
     *
     * @throws IllegalStateException when the source returned another number of bytes, or 16 or more that are all equal
     */
    default byte[] checked(int count) {
        byte[] bytes = bytes(count);
        if (bytes.length != count) {
            throw new IllegalStateException("the random source returned " + bytes.length + " bytes, not " + count);
        }
        if (count >= 16 && allEqual(bytes)) {
            throw new IllegalStateException("the random source is broken: it returned one byte " + count + " times");
        }
        return bytes;
    }

    private static boolean allEqual(byte[] bytes) {
        int different = 0;
        for (byte b : bytes) {
            different |= b ^ bytes[0];
        }
        return different == 0;
    }
}
