package carnet.benchmarks.pi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Looks every half second at how much of this machine's processors was idle, to tell whether it held a run up. */
final class HostIdle implements AutoCloseable {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long INTERVAL_MILLIS = 500;

    /** Idle share below which a look found no time left. */
    private static final double NONE = 0.02;

    private static final int IDLE_FIELD = 4;
    private static final int WAITING_FIELD = 5;

    /** Time that a guest took is in the user's already. */
    private static final int LAST_FIELD = 8;

    private final List<Double> shares = new ArrayList<>();
    private final Thread looking = new Thread(this::look, "host-idle");
    private final Ticks first;
    private Ticks last;

    private HostIdle(Ticks first) {
        this.first = first;
        this.last = first;
    }

    /**
     * The first line of /proc/stat.
     *
     * @param idle ticks in which a core had nothing to do, waiting for a disk included
     * @param all ticks of all cores
     */
    record Ticks(long idle, long all) {
        static Ticks parse(String line) {
            String[] fields = line.trim().split(" +", -1);
            if (!fields[0].equals("cpu") || fields.length <= WAITING_FIELD) {
                throw new IllegalArgumentException("not the line of all cores: " + line);
            }
            long all = 0;
            for (int i = 1; i < Math.min(fields.length, LAST_FIELD + 1); i++) {
                all += Long.parseLong(fields[i]);
            }
            return new Ticks(Long.parseLong(fields[IDLE_FIELD]) + Long.parseLong(fields[WAITING_FIELD]), all);
        }

        /** Returns the share of idle time since an earlier look, 1 when no time passed. */
        double shareSince(Ticks earlier) {
            long passed = all - earlier.all;
            return passed <= 0 ? 1 : (double) (idle - earlier.idle) / passed;
        }
    }

    /** Begins to look. */
    static HostIdle start() throws IOException {
        HostIdle idle = new HostIdle(now());
        idle.looking.setDaemon(true);
        idle.looking.start();
        return idle;
    }

    private static Ticks now() throws IOException {
        try (var lines = Files.lines(STAT)) {
            return Ticks.parse(lines.findFirst().orElse(""));
        }
    }

    private void look() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
                note(now());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void note(Ticks now) {
        shares.add(now.shareSince(last));
        last = now;
    }

    /** Returns the idle share of all processors' time until the last look. */
    synchronized double share() {
        return last.shareSince(first);
    }

    /** Returns the part of all looks so far that found no time left. */
    synchronized double saturatedShare() {
        return shares.isEmpty() ? 0 : (double) without(shares) / shares.size();
    }

    private static long without(List<Double> shares) {
        return shares.stream().filter(share -> share < NONE).count();
    }

    /** Says what was seen so far. */
    synchronized String line() {
        return line(share(), shares);
    }

    static String line(double overall, List<Double> shares) {
        long without = without(shares);
        String text = String.format(Locale.ROOT, "host: %.0f %% of its processors' time was idle", overall * 100);
        return without == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                "; host saturated in %d of %d looks, %d ms apart: what was measured then is this"
                                        + " machine's limit, not a Pi's",
                                without,
                                shares.size(),
                                INTERVAL_MILLIS);
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
