package carnet.consensus.block;

import carnet.crypto.hash.Hash;
import java.math.BigInteger;

/**
 * A proof-of-work target: a block's hash, read as an unsigned 256-bit number, must be at most this.
 *
 * @param value the 256-bit number, big-endian
 */
public record Target(Hash value) {
    private static final BigInteger TWO_TO_256 = BigInteger.ONE.shiftLeft(256);

    /** Returns the target that one hash in {@code meanHashes} meets. */
    public static Target ofMeanHashes(long meanHashes) {
        if (meanHashes < 1) {
            throw new IllegalArgumentException("at least one hash is needed to find a block");
        }
        BigInteger number = TWO_TO_256.divide(BigInteger.valueOf(meanHashes)).subtract(BigInteger.ONE);
        byte[] magnitude = number.toByteArray();
        byte[] bytes = new byte[Hash.LENGTH_BYTES];
        int copied = Math.min(magnitude.length, bytes.length);
        System.arraycopy(magnitude, magnitude.length - copied, bytes, bytes.length - copied, copied);
        return new Target(Hash.of(bytes));
    }

    /** Returns whether {@code blockHash} is at most this target. */
    public boolean isMetBy(Hash blockHash) {
        return blockHash.compareTo(value) <= 0;
    }

    /** Returns how many hashes a block of this target stands for: floor(2^256 / (target + 1)) (RULES 7). */
    public BigInteger work() {
        return TWO_TO_256.divide(new BigInteger(1, value.bytes()).add(BigInteger.ONE));
    }
}
