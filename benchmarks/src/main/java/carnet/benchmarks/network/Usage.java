package carnet.benchmarks.network;

/**
 * What a node used up since it began.
 *
 * @param cpuMillis user and system time
 * @param writtenBytes bytes given to the disk
 */
public record Usage(double cpuMillis, long writtenBytes) {
    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0);

    /** Returns both together. */
    public Usage plus(Usage other) {
        return new Usage(cpuMillis + other.cpuMillis, writtenBytes + other.writtenBytes);
    }

    /** Returns what was used since {@code before}. */
    public Usage since(Usage before) {
        return new Usage(cpuMillis - before.cpuMillis, writtenBytes - before.writtenBytes);
    }
}
