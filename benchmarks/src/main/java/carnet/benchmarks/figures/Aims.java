package carnet.benchmarks.figures;

/** What medians may be at most. */
final class Aims {
    /** A node beside its system on a board with 1 GB; the hard limit is 400. */
    static final double IDLE_MEBIBYTES = 200;

    /** Whatever comes. */
    static final double LOADED_MEBIBYTES = 400;

    /** An idle network costs next to nothing. */
    static final double IDLE_PERCENT = 1;

    /** Nothing is written while nothing happens, so that memory cards last. */
    static final double IDLE_KIBIBYTES = 16;

    /** The paper's clock: under 100 ms for a file of 1 to 5 MB. */
    static final double ACCEPTED_MILLIS = 100;

    /** Twice the receipt, on one machine without a wire. */
    static final double REPLICATED_MILLIS = 200;

    /** One spacing of blocks (T = 500 ms), in which the idle chain's first block is found and sent. */
    static final double IN_BLOCK_MILLIS = 500;

    /** Stale blocks for each block, as simulated with ranks that wait for their turn. */
    static final double STALE_RATIO = 0.02;

    /** One spacing and one rank delay (LAN: 500 ms each): the dead node is first in one block of five. */
    static final double WITHOUT_ONE_MILLIS = 1_000;

    /** A person waits no longer for a command without a word. */
    static final double START_MILLIS = 5_000;

    private Aims() {}
}
