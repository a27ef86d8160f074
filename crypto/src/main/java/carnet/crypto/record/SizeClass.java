package carnet.crypto.record;

/**
 * All that the chain tells about a SecFile's size: it has at most 2^exponent bytes (RULES 24).
 *
 * @param exponent 0 to 40
 */
public record SizeClass(int exponent) {
    /** The largest class, 1 TiB. */
    public static final int MAX_EXPONENT = 40;

    public SizeClass {
        if (exponent < 0 || exponent > MAX_EXPONENT) {
            throw new IllegalArgumentException("a size class is 0 to " + MAX_EXPONENT + ", not " + exponent);
        }
    }

    /**
     * Returns the smallest class that holds {@code cipherBytes}.
     *
     * @throws IllegalArgumentException for a negative size or one over 2^40
     */
    public static SizeClass of(long cipherBytes) {
        if (cipherBytes < 0 || cipherBytes > 1L << MAX_EXPONENT) {
            throw new IllegalArgumentException("a SecFile has 0 to 2^40 bytes, not " + cipherBytes);
        }
        return new SizeClass(cipherBytes <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(cipherBytes - 1));
    }

    /** Returns whether this is the smallest class that holds so many bytes; more than any class holds are in none. */
    public boolean isOf(long cipherBytes) {
        boolean heldByTheOneBelow = exponent > 0 && cipherBytes <= maxBytes() / 2;
        return cipherBytes >= 0 && cipherBytes <= maxBytes() && !heldByTheOneBelow;
    }

    /** Returns the most bytes that a SecFile of this class has. */
    public long maxBytes() {
        return 1L << exponent;
    }
}
