package carnet.benchmarks.rival;

import carnet.benchmarks.network.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a process and all that it started have used (proc(5)). */
public final class ProcessTree {
    /** Linux counts in hundredths of a second on all its machines (USER_HZ). */
    private static final int MILLIS_PER_TICK = 10;

    /** utime, stime, cutime and cstime, counted from the field behind the name in parentheses. */
    private static final int FIRST_TICKS_FIELD = 11;

    private static final int TICKS_FIELDS = 4;
    private static final int PATIENCE_SECONDS = 10;
    private static final String WRITTEN = "write_bytes: ";

    private ProcessTree() {}

    /**
     * Reads it now. Processor time of processes that ended counts with those that started them; bytes that they wrote are
     * not told by anyone and are missing.
     */
    public static Usage usage(ProcessHandle root) {
        Usage sum = Usage.NONE;
        for (ProcessHandle each :
                Stream.concat(Stream.of(root), root.descendants()).toList()) {
            sum = sum.plus(one(Path.of("/proc", Long.toString(each.pid()))));
        }
        return sum;
    }

    /** Ends a process and all that it started: politely first, so that it cleans up. */
    public static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns the processor time of this process and of those that it started and that have ended. */
    public static double ownMillis() {
        return one(Path.of("/proc/self")).cpuMillis();
    }

    private static Usage one(Path proc) {
        try {
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = 0; i < TICKS_FIELDS; i++) {
                ticks += Long.parseLong(fields[FIRST_TICKS_FIELD + i]);
            }
            long written = 0;
            for (String line : Files.readAllLines(proc.resolve("io"))) {
                if (line.startsWith(WRITTEN)) {
                    written = Long.parseLong(line.substring(WRITTEN.length()));
                }
            }
            return new Usage(ticks * MILLIS_PER_TICK, written);
        } catch (IOException endedMeanwhile) {
            return Usage.NONE;
        }
    }
}
