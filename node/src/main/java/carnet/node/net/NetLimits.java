package carnet.node.net;

/** Every bound of the peer network, with its unit and its reason. Times are in {@link NetTimings}. */
public final class NetLimits {
    /** Largest payload that {@link PeerNetwork#send} takes: a block of the largest permitted size and its wrapping. */
    public static final int CONTROL_PAYLOAD_MAX_BYTES = 4 * 1024 * 1024 + 64 * 1024;

    /** Largest chunk: a leaf of the profile unixfs-v1-2025, the largest one in use. */
    public static final int CHUNK_MAX_BYTES = 1024 * 1024;

    /** Largest frame on a BULK connection: a chunk and the request number. */
    static final int BULK_FRAME_MAX_BYTES = CHUNK_MAX_BYTES + 64;

    /** Largest frame on a CONTROL connection: a payload and its type byte. */
    static final int CONTROL_FRAME_MAX_BYTES = CONTROL_PAYLOAD_MAX_BYTES + 1;

    /** Largest frame before the handshake ends: a HELLO with the longest host name fits twice. */
    static final int HELLO_FRAME_MAX_BYTES = 1024;

    /** Unsent bytes on one CONTROL connection: two of the largest frames; a reader slower than that is let go. */
    public static final int CONTROL_UNSENT_MAX_BYTES = 2 * CONTROL_FRAME_MAX_BYTES;

    /** Bytes of one peer that the core has not yet dealt with; above it the peer is not read. */
    public static final int CONTROL_UNREAD_MAX_BYTES = 2 * CONTROL_FRAME_MAX_BYTES;

    /** What a frame costs beside its payload, in bytes: so that empty frames are bounded in number too. */
    static final int FRAME_COST_BYTES = 128;

    /** Slowest wire that a long frame may take, in bytes per millisecond: half a megabit per second. */
    static final int FRAME_MIN_BYTES_PER_MILLI = 64;

    /** Connected peers: a network of policy-listed nodes is small, and each costs about 0.3 MB of TLS buffers. */
    public static final int PEERS_MAX = 64;

    /** Connections in their handshake: each costs a TLS engine before anybody is known. */
    public static final int HANDSHAKES_MAX = 32;

    /** Connections in their handshake from one IP address: one stranger cannot take all places. */
    public static final int HANDSHAKES_PER_ADDRESS_MAX = 8;

    /**
     * Connections in their handshake beside the first one of each network, which is 24 bits of IPv4 or 48 of IPv6: a
     * stranger has as many addresses of its own network as it likes. A private address is a network of its own.
     */
    static final int HANDSHAKES_SHARED_MAX = HANDSHAKES_MAX / 2;

    /** TLS steps that wait for a thread: a few for each handshake and each peer. */
    static final int TLS_TASKS_MAX = 4 * (HANDSHAKES_MAX + 2 * PEERS_MAX);

    /** Longest host name in a HELLO or in an address, in bytes (RFC 1035). */
    public static final int HOST_MAX_BYTES = 253;

    /** Longest user agent in a HELLO, in bytes. */
    public static final int USER_AGENT_MAX_BYTES = 64;

    /** Addresses in one ADDRESSES frame and nodes in the address book: the largest network. */
    public static final int ADDRESSES_MAX = PEERS_MAX;

    /** Addresses kept for one node from hearsay, beside the one that it claims itself. */
    static final int HEARD_ADDRESSES_PER_NODE_MAX = 2;

    /** ADDRESSES frames taken from one peer at once; above it they are ignored, not punished. */
    static final int ADDRESSES_BURST_FRAMES = 8;

    /** ADDRESSES frames taken from one peer in the long run: one in this time. */
    static final int ADDRESSES_REFILL_MILLIS = 10_000;

    /** CONTROL connections accepted from one key at once: an honest node backs off long before. */
    static final int CONNECTS_BURST = 10;

    /** CONTROL connections accepted from one key in the long run: one in this time. */
    static final int CONNECTS_REFILL_MILLIS = 5_000;

    /** Banned nodes remembered: more than there are listed nodes. */
    static final int BANS_MAX = 256;

    /** Requests under way to one peer: 16 chunks of 256 KiB fill a 100 Mbit/s wire for a third of a second. */
    public static final int FETCHES_PER_PEER_MAX = 32;

    /** Bytes under way from one peer, counted by what was asked for. */
    public static final int FETCH_PER_PEER_MAX_BYTES = 4 * 1024 * 1024;

    /** Bytes under way from all peers: what a 1 GB board can spare. */
    public static final int FETCH_TOTAL_MAX_BYTES = 16 * 1024 * 1024;

    /** Requests of one peer that wait to be served; above it the peer is told that this node is busy. */
    static final int SERVE_QUEUE_MAX_REQUESTS = 2 * FETCHES_PER_PEER_MAX;

    /** Chunks sent at once to all peers, but for slow ones: one is read and sealed while the other fills the wire. */
    static final int CHUNKS_SENT_AT_ONCE = 2;

    /** Unsent bytes on one BULK connection above which no further chunk is read from disk for it. */
    static final int BULK_UNSENT_MAX_BYTES = 512 * 1024;

    /** Unsent bytes on one BULK connection that a refusal may add to: two chunks; who asks on without reading is let go. */
    static final int BULK_REFUSALS_UNSENT_MAX_BYTES = 2 * CHUNK_MAX_BYTES;

    /** Requests in a row that a peer may leave unanswered before it is disconnected. */
    static final int TIMEOUTS_IN_A_ROW_MAX = 5;

    private NetLimits() {}
}
