package carnet.node.core;

/** Why the core asks for a peer to be disconnected. */
public enum Misbehaviour {
    /** It sent a block whose hash commits to a fault. */
    INVALID_BLOCK,
    /** It sent headers that do not hold or do not link. */
    INVALID_HEADERS,
    /** It sent a signature or a body that is not what the hash commits to. */
    FALSE_BODY,
    /** It sent a transaction with a false signature, or far too many that were known or refused. */
    INVALID_TRANSACTIONS,
    /** It sent far too much of blocks that it was not asked for. */
    UNASKED_BLOCKS,
    /** It leaves requests unanswered. */
    UNRESPONSIVE,
    /** It sent bytes for a chunk that do not hash to its identifier. */
    FALSE_CHUNK
}
