package carnet.node.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Warns once a minute for each reason and says how many were left out: a stranger must not be able to fill a disk. */
final class QuietLog {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Logger log;
    private final Map<DisconnectReason, Line> lines = new EnumMap<>(DisconnectReason.class);

    private static final class Line {
        private long writtenNanos;
        private long leftOut;
    }

    QuietLog(Logger log) {
        this.log = log;
    }

    /** Warns of {@code subject}, unless {@code reason} was warned of within the last minute. */
    synchronized void warn(DisconnectReason reason, Object subject) {
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
            log.warn("{}: {} ({} more like it since the last such line)", subject, reason.text(), line.leftOut);
        } else {
            log.warn("{}: {}", subject, reason.text());
        }
        line.writtenNanos = now;
        line.leftOut = 0;
    }
}
