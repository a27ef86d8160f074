package carnet.crypto.pow;

import java.util.Arrays;

/** What every search shares: its argument check, the writing of a nonce, the comparison with the target. */
final class Search {
    private Search() {}

    static void check(byte[] header, byte[] target, int count) {
        if (header.length != NonceHasher.HEADER_BYTES) {
            throw new IllegalArgumentException("a header has 84 bytes, not " + header.length);
        }
        if (target.length != NonceHasher.TARGET_BYTES) {
            throw new IllegalArgumentException("a target has 32 bytes, not " + target.length);
        }
        if (count < 0) {
            throw new IllegalArgumentException("a count is not negative");
        }
    }

    static boolean meets(byte[] hash, byte[] target) {
        return Arrays.compareUnsigned(hash, target) <= 0;
    }
}
