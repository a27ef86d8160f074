package carnet.benchmarks.figures;

/** What medians may be at most, and what every node may need. */
final class Aims {
    /** A node beside its system on a board with 1 GB. */
    static final double IDLE_MEBIBYTES = 130;

    /** Whatever comes. */
    static final double LOADED_MEBIBYTES = 300;

    /** An idle network costs next to nothing. */
    static final double IDLE_PERCENT = 1;

    /** Nothing is written while nothing happens, so that memory cards last. */
    static final double IDLE_KIBIBYTES = 0;

    /** A user does not notice. */
    static final double ACCEPTED_MILLIS = 50;

    /** On one machine without a wire: five copies on a disk of 1 MB each. */
    static final double REPLICATED_MILLIS = 250;

    /** Two spacings of blocks (T = 500 ms). */
    static final double IN_BLOCK_MILLIS = 1_000;

    /** Stale blocks for each block. */
    static final double STALE_RATIO = 0.05;

    /** One spacing and two rank delays (LAN: 500 ms each): the dead node is first in one block of five. */
    static final double WITHOUT_ONE_MILLIS = 1_500;

    /** A board that lost its power is back at once. */
    static final double START_MILLIS = 3_000;

    /** A chain of a million blocks takes 64 MB of a board with 1 GB. */
    static final double BLOCK_BYTES = 64;

    private Aims() {}
}
