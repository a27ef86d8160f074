package carnet.storage.content;

/** What came of {@link ContentStore#put}. */
public enum PutOutcome {
    /** The block is here now, and durable after the next {@link ContentStore#sync()}. */
    STORED,
    /** The block was here before; it too is durable only after the next {@link ContentStore#sync()}. */
    ALREADY_HELD,
    /** The bytes are not what the identifier names. Nothing was stored. */
    MISMATCH
}
