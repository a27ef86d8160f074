package carnet.crypto.vault;

/**
 * How dear one try of a passphrase is (Argon2id, RFC 9106). The bounds hold for files too: they are checked before the
 * function runs, so a hostile file can ask for no more than the most a 1 GB board can give.
 *
 * @param memoryKib memory in KiB, at least 8 for each lane, at most {@link #MAX_MEMORY_KIB}
 * @param passes passes over that memory, 1 to {@link #MAX_PASSES}
 * @param lanes independent lanes, 1 to {@link #MAX_LANES}
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
    /** Most memory of one run: what is free beside the system and a node on a board with 1 GB. */
    public static final int MAX_MEMORY_KIB = 256 * 1024;
    /** Most passes over the memory. */
    public static final int MAX_PASSES = 16;
    /** Most lanes: the cores of a small board. */
    public static final int MAX_LANES = 4;
    /** Most memory times passes, in KiB: five times the work of {@link #DEFAULT}. */
    public static final int MAX_WORK_KIB = 1024 * 1024;

    private static final int MIN_KIB_PER_LANE = 8;

    /** RFC 9106's second recommendation but for one lane: 64 MiB, three passes. About 0.3 s on a server's core. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(64 * 1024, 3, 1);

    public Argon2Cost {
        if (!isWithinBounds(memoryKib, passes, lanes)) {
            throw new IllegalArgumentException(
                    "Argon2id cost out of bounds: " + memoryKib + " KiB, " + passes + " passes, " + lanes + " lanes");
        }
    }

    static boolean isWithinBounds(int memoryKib, int passes, int lanes) {
        return lanes >= 1
                && lanes <= MAX_LANES
                && passes >= 1
                && passes <= MAX_PASSES
                && memoryKib >= MIN_KIB_PER_LANE * lanes
                && memoryKib <= MAX_MEMORY_KIB
                && (long) memoryKib * passes <= MAX_WORK_KIB;
    }
}
