package carnet.node.http;

import carnet.crypto.record.KeyBox;

/** Every bound of the HTTP shell: what arrives, what waits and what is answered. */
final class HttpLimits {
    /** Longest request line: a path of two hashes and a cursor needs about 400 bytes. */
    static final int REQUEST_LINE_BYTES = 8 * 1024;

    /** Longest header section, and longest trailer section of a chunked body. */
    static final int HEADER_BYTES = 16 * 1024;

    /** Longest piece of a body that is handed on at once. */
    static final int BODY_PIECE_BYTES = 16 * 1024;

    /** Longest block of a payload; the blocks of both UnixFS profiles are shorter. */
    static final int CHUNK_BYTES = 2 * 1024 * 1024;

    /** Longest transaction. */
    static final int TRANSACTION_BYTES = 64 * 1024;

    /** Longest key box. */
    static final int KEY_BOX_BYTES = KeyBox.MAX_BYTES;

    /** Longest JSON body: a transaction and a key box in base64, or 1,000 content identifiers. */
    static final int JSON_BYTES = 128 * 1024;

    /** Deepest JSON: no request has more than two levels. */
    static final int JSON_DEPTH = 32;

    /** Longest text in JSON: 64 KiB in base64. */
    static final int JSON_STRING_CHARS = 96 * 1024;

    /** Longest number in JSON: more digits than 64 bits have. */
    static final int JSON_NUMBER_CHARS = 32;

    /** Longest field name in JSON. */
    static final int JSON_NAME_CHARS = 64;

    /** Most content identifiers in one question. */
    static final int MISSING_CIDS = 1_000;

    /** Most query parameters. */
    static final int QUERY_PARAMETERS = 8;

    /** Longest cursor. */
    static final int CURSOR_CHARS = 256;

    /** Most items on a page; a higher limit gives this many. */
    static final int PAGE_ITEMS = 100;

    /** Transaction ids after which a page of blocks ends, so that full blocks do not make it some 50 MB long. */
    static final int PAGE_TRANSACTIONS = 10_000;

    /** Blocks asked of the node at a time while a page of them is gathered. */
    static final int BLOCKS_AT_A_TIME = 10;

    /** Memory of the request bodies of all connections: less than half of a node's heap of 128 MiB. */
    static final long BODIES_BYTES = 48L * 1024 * 1024;

    /** Threads that call the node: as many as a Pi has cores, since they wait for the disk. */
    static final int WORKER_THREADS = 4;

    /** Requests that wait for a worker: twice the connections, each of which has one request at a time. */
    static final int WORKER_QUEUE = 1_024;

    /** Connections from one address: 300 uploads at once and whoever watches them. */
    static final int CONNECTIONS_PER_ADDRESS = 384;

    /** Connections in all. */
    static final int CONNECTIONS_TOTAL = 512;

    /** Connections the kernel holds until they are accepted: 300 uploads may start at once. */
    static final int ACCEPT_BACKLOG = 512;

    /** Time for the body of a request, from the end of its header: 2 MiB at 70 kB/s. */
    static final long BODY_TIMEOUT_MILLIS = 30_000;

    /** Time until the header of the next request is complete. */
    static final long IDLE_TIMEOUT_MILLIS = 60_000;

    /** Time for the reader to take one response or one block of a stream. */
    static final long WRITE_TIMEOUT_MILLIS = 30_000;

    /** Time for which a refused sender's bytes are thrown away, so that it reads the refusal before the connection ends. */
    static final long LINGER_MILLIS = 1_000;

    /** When to come back if the server itself is busy. */
    static final long BUSY_RETRY_MILLIS = 1_000;

    /** Readers of events at once: a screen or two, a monitor, a few scripts. */
    static final int EVENT_READERS = 16;

    /** Bytes of events that a reader may be behind; a block of 8,000 transactions is told in 600 kB. */
    static final long EVENT_UNSENT_BYTES = 2L * 1024 * 1024;

    /** Time between two signs of life of an idle node, so that a reader that is gone is found out. */
    static final long EVENT_ALIVE_MILLIS = 15_000;

    /** Time for running requests to end when the server closes. */
    static final long CLOSE_MILLIS = 5_000;

    private HttpLimits() {}
}
