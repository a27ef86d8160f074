package carnet.benchmarks.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux tells of a process (proc(5)).
 *
 * @param residentBytes VmRSS
 * @param peakResidentBytes the highest that VmRSS was
 * @param cpuMillis user and system time since it began
 * @param writtenBytes bytes that it caused to be sent to the disk
 */
public record ProcessReading(long residentBytes, long peakResidentBytes, long cpuMillis, long writtenBytes) {
    /** Linux counts in hundredths of a second on all its machines (USER_HZ). */
    private static final int MILLIS_PER_TICK = 10;

    /** Of /proc/PID/stat, counted from the one behind the name in parentheses. */
    private static final int USER_TICKS_FIELD = 11;

    /** Reads what Linux tells now. */
    public static ProcessReading of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[USER_TICKS_FIELD + 1]);
        return new ProcessReading(
                value(proc.resolve("status"), "VmRSS:") * 1024,
                value(proc.resolve("status"), "VmHWM:") * 1024,
                ticks * MILLIS_PER_TICK,
                value(proc.resolve("io"), "write_bytes:"));
    }

    private static long value(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.substring(key.length()).replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException(file + " does not tell " + key);
    }
}
