package carnet.node.api;

/** The answer to one block of a payload. */
public enum ChunkReply {
    /** Stored; durable at the latest when the record that names it is accepted. */
    STORED,
    /** Held before; nothing was written. */
    ALREADY_HELD,
    /** The bytes do not hash to the identifier. */
    MISMATCH,
    /** Too many bytes wait for a record that names them. */
    UPLOADS_FULL,
    /** The disk is full: the node serves but stores nothing. */
    DISK_FULL
}
