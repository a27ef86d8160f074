package carnet.node.http;

import org.jspecify.annotations.Nullable;

/**
 * What an operator or a test may set of the HTTP shell. All else is fixed in {@code HttpLimits}.
 *
 * @param hostName a name that a request's Host header may carry besides IP addresses and localhost, or null
 * @param workerThreads threads that call the node
 * @param workerQueue requests that may wait for one of them
 * @param connectionsPerAddress connections from one address
 * @param connectionsTotal connections in all
 * @param bodiesBytes request bodies held at one moment by all connections
 * @param bodyTimeoutMillis time for the body of a request, from the end of its header
 * @param idleTimeoutMillis time until the header of the next request is complete
 * @param writeTimeoutMillis time for the reader to take one response or one block of a stream
 */
public record HttpSettings(
        @Nullable String hostName,
        int workerThreads,
        int workerQueue,
        int connectionsPerAddress,
        int connectionsTotal,
        long bodiesBytes,
        long bodyTimeoutMillis,
        long idleTimeoutMillis,
        long writeTimeoutMillis) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is not positive
     */
    public HttpSettings {
        if (workerThreads < 1 || workerQueue < 1 || connectionsPerAddress < 1 || connectionsTotal < 1) {
            throw new IllegalArgumentException("threads, queue and connections are at least 1");
        }
        if (bodiesBytes < 1 || bodyTimeoutMillis < 1 || idleTimeoutMillis < 1 || writeTimeoutMillis < 1) {
            throw new IllegalArgumentException("bytes and timeouts are at least 1");
        }
    }

    /** Returns the settings that suit a Raspberry Pi 3B. */
    public static HttpSettings defaults() {
        return new HttpSettings(
                null,
                HttpLimits.WORKER_THREADS,
                HttpLimits.WORKER_QUEUE,
                HttpLimits.CONNECTIONS_PER_ADDRESS,
                HttpLimits.CONNECTIONS_TOTAL,
                HttpLimits.BODIES_BYTES,
                HttpLimits.BODY_TIMEOUT_MILLIS,
                HttpLimits.IDLE_TIMEOUT_MILLIS,
                HttpLimits.WRITE_TIMEOUT_MILLIS);
    }
}
