package carnet.crypto.pow;

/**
 * The ways to hash headers. Which one is fastest depends on the processor's SHA instructions, so a node tries all for a
 * moment and mines with the best.
 */
public enum HashMethod {
    /** The JDK's digest over the whole header: two compressions, the plain way that the others are measured against. */
    JDK_DIGEST,
    /** The JDK's digest, copied after the first 64 bytes for each nonce: the fastest seen with SHA instructions. */
    JDK_MIDSTATE,
    /** Our own compression of the second block only: the fastest seen without SHA instructions. */
    JAVA_MIDSTATE;

    /** Returns a new hasher of this method, for one thread. */
    public NonceHasher newHasher() {
        return switch (this) {
            case JDK_DIGEST -> new JdkDigestHasher();
            case JDK_MIDSTATE -> new JdkMidstateHasher();
            case JAVA_MIDSTATE -> new JavaMidstateHasher();
        };
    }
}
