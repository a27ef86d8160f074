package carnet.benchmarks.results;

import org.jspecify.annotations.Nullable;

/**
 * What a burst used up, the median of its repeats but for the memory; null where it cannot be measured.
 *
 * @param serverCpuMillis processor time of all servers
 * @param clientCpuMillis processor time of the clients: reading, hashing, encrypting, sending
 * @param sourceSentBytes what the server that took the records sent to the others
 * @param allSentBytes what all servers sent to each other
 * @param writtenBytes what all servers gave to the disk
 * @param sourceFlushes how often the server that took the records flushed its disk
 * @param mostFlushes the most that any server did
 * @param highestResidentBytes the most memory (VmHWM) that any server had taken until then, since its start
 */
public record Cost(
        @Nullable Double serverCpuMillis,
        @Nullable Double clientCpuMillis,
        @Nullable Long sourceSentBytes,
        @Nullable Long allSentBytes,
        @Nullable Long writtenBytes,
        @Nullable Long sourceFlushes,
        @Nullable Long mostFlushes,
        @Nullable Long highestResidentBytes) {
    /** Nothing was measured. */
    public static final Cost UNKNOWN = new Cost(null, null, null, null, null);

    /** Leaves flushes and memory out, which are not read of most systems. */
    public Cost(
            @Nullable Double serverCpuMillis,
            @Nullable Double clientCpuMillis,
            @Nullable Long sourceSentBytes,
            @Nullable Long allSentBytes,
            @Nullable Long writtenBytes) {
        this(serverCpuMillis, clientCpuMillis, sourceSentBytes, allSentBytes, writtenBytes, null, null, null);
    }
}
