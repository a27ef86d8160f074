package carnet.storage.kv;

/** The bound of one page, the same for every store. */
final class ScanLimits {
    private ScanLimits() {}

    static void require(int limit) {
        if (limit < 1 || limit > KeyValueStore.MAX_SCAN_ROWS) {
            throw new IllegalArgumentException(
                    "a scan returns 1 to " + KeyValueStore.MAX_SCAN_ROWS + " rows, not " + limit);
        }
    }
}
