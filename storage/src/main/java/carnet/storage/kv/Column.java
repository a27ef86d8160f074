package carnet.storage.kv;

import java.nio.charset.StandardCharsets;

/**
 * The columns of the store. Each is a key space of its own; one {@link Batch} may write to several of them at once.
 * Names stand on disk: they are never changed or used again for something else.
 */
public enum Column {
    /** Single rows by name: the store's format version, the head, the vote record, the content store's position. */
    META("meta"),
    /** Block hash (32 bytes) -> block bytes as received. */
    BLOCKS("blocks"),
    /** Block hash (32 bytes) -> height, parent, work and what else the block tree needs at start. */
    BLOCK_META("block-meta"),
    /** Height (u64, big-endian) -> hash of the block of the main chain. */
    MAIN_CHAIN("main-chain"),
    /** Ledger key -> value, as of the head. */
    STATE("state"),
    /** Block hash (32 bytes) -> what takes the block's changes back. */
    UNDO("undo"),
    /** Transaction id (32 bytes) -> block hash, position in the block. */
    TX_INDEX("tx-index"),
    /** Transaction id (32 bytes) -> admission time, transaction bytes: accepted here, not yet final or expired. */
    POOL("pool"),
    /** Payload and key box of a record (two content identifiers, 72 bytes) -> what is to be fetched. */
    WANTED("wanted"),
    /** Payload and key box of a record (72 bytes) -> present: every block of both is here. */
    HELD("held"),
    /** SHA-256 of a content block (32 bytes) -> segment, offset, length. */
    CHUNKS("chunks"),
    /** SHA-256 of a content block (32 bytes) -> codec: its bytes were damaged and are to be fetched again. */
    LOST("lost"),
    /** Content identifier -> since when, length, why: no record names the block yet, or its record ended without a block. */
    UPLOADS("uploads");

    private final String stableName;

    Column(String stableName) {
        this.stableName = stableName;
    }

    /** Returns the name on disk. */
    public String stableName() {
        return stableName;
    }

    byte[] nameBytes() {
        return stableName.getBytes(StandardCharsets.US_ASCII);
    }
}
