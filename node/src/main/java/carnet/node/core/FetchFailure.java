package carnet.node.core;

/** Why a fetch brought no chunk. */
public enum FetchFailure {
    /** The peer does not hold it. */
    NOT_FOUND,
    /** This node has as many requests under way as it may. */
    BUSY,
    /** The peer cannot give it now: it is gone, has too many requests, or cannot read its disk. */
    UNREACHABLE,
    /** The peer is there and did not answer in time. */
    UNANSWERED,
    /** The bytes do not hash to the identifier. */
    MISMATCH,
    /** This node could not store it now. */
    NOT_STORED
}
