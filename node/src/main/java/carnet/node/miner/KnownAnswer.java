package carnet.node.miner;

import carnet.crypto.hash.Hash;
import carnet.crypto.pow.NonceHasher;
import java.util.OptionalLong;

/** A header whose hashes were computed by another implementation (Python's hashlib). */
final class KnownAnswer {
    private static final byte[] HEADER = header();

    /** The search crosses the carry from the nonce's low word into its high word. */
    private static final long FIRST_NONCE = 0x4_ffff_ffc0L;

    private static final int NONCES = 128;
    private static final long LOWEST_NONCE = 0x5_0000_000cL;
    private static final byte[] LOWEST_HASH = Hash.fromHex(
                    "000cc908c36dc67471df0c1360bd3822ff7028c46299c861c111c1f9a97988c0")
            .bytes();
    private static final byte[] ONE_BELOW = Hash.fromHex(
                    "000cc908c36dc67471df0c1360bd3822ff7028c46299c861c111c1f9a97988bf")
            .bytes();
    private static final byte[] NO_HASH = new byte[NonceHasher.TARGET_BYTES];

    private KnownAnswer() {}

    /** Returns whether the hasher finds the lowest of 128 hashes when it is the target, and nothing when it is above it. */
    static boolean isGivenBy(NonceHasher hasher) {
        return hasher.search(HEADER, LOWEST_HASH, FIRST_NONCE, NONCES).equals(OptionalLong.of(LOWEST_NONCE))
                && hasher.search(HEADER, ONE_BELOW, FIRST_NONCE, NONCES).isEmpty();
    }

    /** Does the work of a search for what no nonce gives. */
    static void searchInVain(NonceHasher hasher, long firstNonce, int count) {
        if (hasher.search(HEADER, NO_HASH, firstNonce, count).isPresent()) {
            throw new IllegalStateException("no header has the hash 0");
        }
    }

    /** The bytes 0 to 75 and nonce 0. */
    private static byte[] header() {
        byte[] header = new byte[NonceHasher.HEADER_BYTES];
        for (int i = 0; i < NonceHasher.NONCE_OFFSET; i++) {
            header[i] = (byte) i;
        }
        return header;
    }
}
