package carnet.node.sim;

/** Where a process may be cut off, in the order in which it passes them. */
enum KillPoint {
    /** A chunk is put and not yet synced. */
    BEFORE_CHUNK_SYNC,
    /** A chunk is synced and nobody told. */
    AFTER_CHUNK_SYNC,
    /** Effects are decided and nothing is done. */
    BEFORE_COMMIT,
    /** The batch is written and nothing sent. */
    AFTER_COMMIT,
    /** The first of several messages has been sent. */
    AFTER_SEND,
    /** All is sent and nobody was told of the outcome. */
    BEFORE_PUBLISH
}
