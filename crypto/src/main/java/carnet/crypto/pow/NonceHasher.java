package carnet.crypto.pow;

import java.util.OptionalLong;

/**
 * Searches for a nonce under which a block's hash meets its target. A hasher keeps its buffers between searches: one
 * thread uses it at a time. All hashers give the same result for the same arguments.
 *
 * <pre>
 * header  = timestamp 8 | merkleRoot 32 | version 4 | previousHash 32 | nonce 8     (84 bytes, big-endian)
 * lawful  = SHA-256(header) as an unsigned big-endian number is at most the target
 * </pre>
 */
public interface NonceHasher {
    /** Length of a header, in bytes. */
    int HEADER_BYTES = 84;

    /** Where in the header the nonce begins. */
    int NONCE_OFFSET = 76;

    /** Length of a target, in bytes. */
    int TARGET_BYTES = 32;

    /**
     * Tries {@code count} nonces from {@code firstNonce} upwards, as unsigned numbers that go on at 0 after the largest,
     * and returns the first one that meets the target, if any. The nonce that {@code header} holds is not looked at, and
     * no argument is changed.
     *
     * @param header 84 bytes
     * @param target 32 bytes, an unsigned big-endian number
     * @throws IllegalArgumentException for other lengths or a negative count
     */
    OptionalLong search(byte[] header, byte[] target, long firstNonce, int count);
}
