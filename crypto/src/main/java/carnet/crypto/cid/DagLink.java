package carnet.crypto.cid;

/**
 * A link from an inner node to a child.
 *
 * @param child the child's identifier
 * @param cumulativeBytes dag-pb's {@code Tsize}: the lengths of the child's block and of all blocks below it, in bytes
 * @param fileBytes UnixFS's {@code blocksize}: how many bytes of the file lie below the link
 */
public record DagLink(Cid child, long cumulativeBytes, long fileBytes) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException for sizes that no child has
     */
    public DagLink {
        if (fileBytes < 1 || fileBytes > UnixFsProfile.MAX_FILE_BYTES) {
            throw new IllegalArgumentException("a link covers 1 to 2^44 bytes of the file, not " + fileBytes);
        }
        switch (child.codec()) {
            case RAW -> {
                if (fileBytes > UnixFsProfile.MAX_BLOCK_BYTES || cumulativeBytes != fileBytes) {
                    throw new IllegalArgumentException("a leaf has at most 1 MiB and the same two sizes");
                }
            }
            case DAG_PB -> {
                if (cumulativeBytes <= fileBytes || cumulativeBytes > 2 * UnixFsProfile.MAX_FILE_BYTES) {
                    throw new IllegalArgumentException("an inner node's blocks have more bytes than its file part");
                }
            }
        }
    }

    /** Returns what is said of the child. */
    public DagSizes sizes() {
        return new DagSizes(fileBytes, cumulativeBytes);
    }
}
