package carnet.node.net;

/** How a fetch ended. */
public sealed interface FetchResult {
    /**
     * The peer sent bytes.
     *
     * @param bytes what came; whether its hash is the asked one is NOT yet checked
     */
    record Received(byte[] bytes) implements FetchResult {}

    /** The peer does not have the chunk. */
    record NotFound() implements FetchResult {}

    /**
     * The fetch did not succeed.
     *
     * @param reason why
     */
    record Failed(FetchFailure reason) implements FetchResult {}

    /** No answer in time; a late one will be ignored. */
    record TimedOut() implements FetchResult {}

    /** Why a fetch failed. */
    enum FetchFailure {
        /** The peer is not connected. */
        NOT_CONNECTED,
        /** The connection ended before the answer came. */
        DISCONNECTED,
        /** This node already has as many requests or bytes under way as it may; ask again when one has ended. */
        BUSY,
        /** The peer has too many requests waiting. */
        PEER_BUSY,
        /** The chunk is larger than the asked maximum. */
        TOO_LARGE,
        /** The peer could not read its disk. */
        PEER_READ_ERROR
    }
}
