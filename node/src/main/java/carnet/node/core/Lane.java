package carnet.node.core;

/** Where a block stands that is not here. */
enum Lane {
    /** Inner nodes, key boxes and small leaves: whoever holds the record is asked at once. */
    URGENT,
    /** Leaves that are this node's to ask for. */
    OWN,
    /** Leaves that are another node's to ask for, and that somebody said to have. */
    OFFERED,
    /** Leaves that another node is to bring. */
    WAITING,
    /** Blocks that a peer was asked for. */
    ASKED
}
