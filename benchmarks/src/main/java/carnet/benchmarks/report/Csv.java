package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every point as one line of comma-separated values (RFC 4180); empty where nothing is known. */
final class Csv {
    private static final String HEAD =
            "run,system,setting,kind,file_bytes,files,first,repeats,failures,clock,records,mean_ms,median_ms,"
                    + "median_low_ms,median_high_ms,p95_ms,p99_ms,max_ms,last_median_ms,last_low_ms,last_high_ms,last_max_ms,"
                    + "server_cpu_ms,client_cpu_ms,source_sent_bytes,all_sent_bytes,written_bytes,source_flushes,most_flushes,"
                    + "highest_resident_bytes";

    private Csv() {}

    static String of(List<Entry> entries) {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (Entry entry : entries) {
            for (Clock clock : Clock.values()) {
                Timing timing = entry.timing(clock);
                if (timing != null) {
                    lines.add(line(entry, clock, timing));
                }
            }
            if (entry.burst().clocks().isEmpty()) {
                lines.add(line(entry, null, null));
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String line(Entry entry, @Nullable Clock clock, @Nullable Timing timing) {
        Burst burst = entry.burst();
        Cost cost = burst.cost();
        Quantiles each = timing == null ? null : timing.each();
        Quantiles last = timing == null ? null : timing.last();
        return Arrays.asList(
                        (Object) entry.run(),
                        burst.system(),
                        burst.setting(),
                        burst.kind(),
                        burst.fileBytes(),
                        burst.files(),
                        burst.first(),
                        burst.repeats(),
                        burst.failures(),
                        clock,
                        each == null ? null : each.count(),
                        each == null ? null : each.mean(),
                        each == null ? null : each.median(),
                        each == null ? null : each.low(),
                        each == null ? null : each.high(),
                        each == null ? null : each.p95(),
                        each == null ? null : each.p99(),
                        each == null ? null : each.max(),
                        last == null ? null : last.median(),
                        last == null ? null : last.low(),
                        last == null ? null : last.high(),
                        last == null ? null : last.max(),
                        cost.serverCpuMillis(),
                        cost.clientCpuMillis(),
                        cost.sourceSentBytes(),
                        cost.allSentBytes(),
                        cost.writtenBytes(),
                        cost.sourceFlushes(),
                        cost.mostFlushes(),
                        cost.highestResidentBytes())
                .stream()
                .map(value -> quoted(Objects.toString(value, "")))
                .collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
