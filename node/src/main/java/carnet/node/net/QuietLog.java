package carnet.node.net;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Warns once a minute for each reason and says how many were left out: a stranger must not be able to fill a disk. */
final class QuietLog {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Logger log;
    private final Map<Enum<?>, Line> lines = new HashMap<>();

    private static final class Line {
        private long writtenNanos;
        private long leftOut;
    }

    QuietLog(Logger log) {
        this.log = log;
    }

    /** Writes {@code text}, unless a warning of {@code reason} was written within the last minute. */
    synchronized void warn(Enum<?> reason, String text) {
        long now = System.nanoTime();
        Line line = lines.get(reason);
        if (line == null) {
            line = new Line();
            lines.put(reason, line);
        } else if (now - line.writtenNanos < INTERVAL_NANOS) {
            line.leftOut++;
            return;
        }
        if (line.leftOut > 0) {
            log.warn("{} ({} more like it since the last such line)", text, line.leftOut);
        } else {
            log.warn("{}", text);
        }
        line.writtenNanos = now;
        line.leftOut = 0;
    }
}
