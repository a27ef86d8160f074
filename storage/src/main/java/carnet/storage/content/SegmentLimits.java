package carnet.storage.content;

/**
 * Bounds of the segment store.
 *
 * @param segmentBytes when a segment is full
 * @param reserveBytes space that content leaves free on the disk, so that the chain can still commit on a full disk
 * @param unsyncedBlocks blocks that wait in memory for their index rows; one more makes the put sync first
 */
record SegmentLimits(int segmentBytes, long reserveBytes, int unsyncedBlocks) {
    /** 64 MiB segments; a reserve of 64 MiB is many thousand small blocks of the chain; 4,096 waiting rows are 0.5 MB. */
    static final SegmentLimits DEFAULT = new SegmentLimits(64 << 20, 64L << 20, 4096);

    SegmentLimits {
        if (segmentBytes < SegmentFile.HEADER_BYTES + Frame.HEADER_BYTES + ContentStore.MAX_BLOCK_BYTES
                || reserveBytes < 0
                || unsyncedBlocks < 1) {
            throw new IllegalArgumentException("a segment must hold the longest block");
        }
    }
}
