package carnet.benchmarks.network;

/**
 * What a node used up since it began.
 *
 * @param cpuMillis user and system time
 * @param writtenBytes bytes given to the disk
 * @param peakResidentBytes the most memory that it had taken until then, 0 where that is not read
 */
public record Usage(double cpuMillis, long writtenBytes, long peakResidentBytes) {
    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0);

    /** Leaves memory out. */
    public Usage(double cpuMillis, long writtenBytes) {
        this(cpuMillis, writtenBytes, 0);
    }

    /** Returns both together. */
    public Usage plus(Usage other) {
        return new Usage(
                cpuMillis + other.cpuMillis,
                writtenBytes + other.writtenBytes,
                peakResidentBytes + other.peakResidentBytes);
    }

    /** Returns what was used since {@code before}; the peak is that of the whole time. */
    public Usage since(Usage before) {
        return new Usage(cpuMillis - before.cpuMillis, writtenBytes - before.writtenBytes, peakResidentBytes);
    }
}
