package carnet.storage.kv;

/** What must have happened to a batch before {@link KeyValueStore#write} returns. */
public enum Durability {
    /** The batch and all batches before it are on the disk: they survive a power cut. */
    SYNCED,
    /**
     * The batch is with the operating system: it survives the death of the process. A power cut may take it, together
     * with every batch after it, back to the last synced one; batches are never lost out of order.
     */
    BUFFERED
}
