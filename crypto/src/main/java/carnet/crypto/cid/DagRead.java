package carnet.crypto.cid;

/** What one step of a {@link DagReader} came to. */
public sealed interface DagRead {
    /**
     * The next bytes of the file, all checked.
     *
     * @param offsetBytes where in the file they begin
     * @param bytes the bytes of one leaf from there on
     */
    record Leaf(long offsetBytes, byte[] bytes) implements DagRead {}

    /**
     * The source has no such block. The next step looks again.
     *
     * @param cid the block that is wanted
     */
    record Missing(Cid cid) implements DagRead {}

    /**
     * The source gave bytes that are not the block's: they must be fetched anew. The next step looks again.
     *
     * @param cid the block that is wanted
     */
    record Damaged(Cid cid) implements DagRead {}

    /**
     * A block is what its identifier names, and yet no part of a lawful tree: no copy of it will be better.
     *
     * @param cid the block
     * @param reason what is wrong, in words
     */
    record Malformed(Cid cid, String reason) implements DagRead {}

    /** The file has no more bytes. */
    record End() implements DagRead {}
}
