package carnet.benchmarks.network;

/**
 * What a node used up since it began.
 *
 * @param cpuMillis user and system time
 * @param writtenBytes bytes given to the disk
 */
public record Usage(double cpuMillis, long writtenBytes) {
    /** Returns what was used since {@code before}. */
    public Usage since(Usage before) {
        return new Usage(cpuMillis - before.cpuMillis, writtenBytes - before.writtenBytes);
    }
}
