package carnet.node.core;

/** Why a fetch brought no chunk. */
public enum FetchFailure {
    /** The peer does not hold it. */
    NOT_FOUND,
    /** This node or the peer has as many requests under way as it may; nobody is at fault. */
    BUSY,
    /** The peer is gone or did not answer in time. */
    UNREACHABLE,
    /** The bytes do not hash to the identifier. */
    MISMATCH,
    /** This node could not store it now. */
    NOT_STORED
}
