package carnet.node.net;

/** Receives the one result of a fetch. */
@FunctionalInterface
public interface BulkCallback {
    /**
     * Called exactly once for each fetch, from a network thread, or from the fetching thread before fetch returns. It
     * must hand the bytes on and return: no hashing, no disk.
     */
    void onResult(FetchResult result);
}
