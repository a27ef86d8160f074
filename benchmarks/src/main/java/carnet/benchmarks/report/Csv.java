package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every point, and every stream, as one line of comma-separated values (RFC 4180); empty where nothing is known. */
final class Csv {
    private static final String HEAD =
            "run,system,setting,kind,file_bytes,files,first,repeats,failures,clock,records,mean_ms,median_ms,"
                    + "median_low_ms,median_high_ms,p95_ms,p95_low_ms,p95_high_ms,p99_ms,p99_low_ms,p99_high_ms,max_ms,last_median_ms,last_low_ms,last_high_ms,last_max_ms,"
                    + "server_cpu_ms,client_cpu_ms,source_sent_bytes,all_sent_bytes,written_bytes,source_flushes,most_flushes,"
                    + "highest_resident_bytes";

    private static final String STREAMS_HEAD =
            "run,system,setting,kind,file_bytes,offered_per_second,achieved_per_second,seconds,failures,clock,records,"
                    + "mean_ms,median_ms,lowest_median_of_a_second_ms,highest_median_of_a_second_ms,p95_ms,lowest_p95_of_a_second_ms,highest_p95_of_a_second_ms,p99_ms,lowest_p99_of_a_second_ms,highest_p99_of_a_second_ms,max_ms,"
                    + "server_cpu_ms,client_cpu_ms,source_sent_bytes,all_sent_bytes,written_bytes,source_flushes,most_flushes,"
                    + "highest_resident_bytes";

    /** Columns of a clock's times. */
    private static final int TIMES = 12;

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

    /** Returns a line for each clock of each stream, or one when no record came through. */
    static String ofStreams(List<Results> runs) {
        List<String> lines = new ArrayList<>(List.of(STREAMS_HEAD));
        for (int i = 0; i < runs.size(); i++) {
            for (Rate rate : runs.get(i).rates()) {
                for (Clock clock : Clock.values()) {
                    Quantiles each = rate.clocks().get(clock);
                    if (each != null) {
                        lines.add(line(i + 1, rate, clock, each));
                    }
                }
                if (rate.clocks().isEmpty()) {
                    lines.add(line(i + 1, rate, null, null));
                }
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String line(Entry entry, @Nullable Clock clock, @Nullable Timing timing) {
        Burst burst = entry.burst();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                entry.run(),
                burst.system(),
                burst.setting(),
                burst.kind(),
                burst.fileBytes(),
                burst.files(),
                burst.first(),
                burst.repeats(),
                burst.failures(),
                clock));
        values.addAll(values(timing == null ? null : timing.each()));
        Quantiles last = timing == null ? null : timing.last();
        values.addAll(
                last == null
                        ? Arrays.asList(null, null, null, null)
                        : List.of(last.median(), last.low(), last.high(), last.max()));
        values.addAll(values(burst.cost()));
        return line(values);
    }

    private static String line(int run, Rate rate, @Nullable Clock clock, @Nullable Quantiles each) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                run,
                rate.system(),
                rate.setting(),
                rate.kind(),
                rate.fileBytes(),
                rate.offeredPerSecond(),
                rate.achievedPerSecond(),
                rate.seconds(),
                rate.failures(),
                clock));
        values.addAll(values(each));
        values.addAll(values(rate.cost()));
        return line(values);
    }

    private static List<@Nullable Object> values(@Nullable Quantiles each) {
        return each == null
                ? Collections.nCopies(TIMES, null)
                : Arrays.asList(
                        each.count(),
                        each.mean(),
                        each.median(),
                        each.low(),
                        each.high(),
                        each.p95(),
                        each.p95Low(),
                        each.p95High(),
                        each.p99(),
                        each.p99Low(),
                        each.p99High(),
                        each.max());
    }

    private static List<@Nullable Object> values(Cost cost) {
        return Arrays.asList(
                cost.serverCpuMillis(),
                cost.clientCpuMillis(),
                cost.sourceSentBytes(),
                cost.allSentBytes(),
                cost.writtenBytes(),
                cost.sourceFlushes(),
                cost.mostFlushes(),
                cost.highestResidentBytes());
    }

    private static String line(List<@Nullable Object> values) {
        return values.stream().map(value -> quoted(Objects.toString(value, ""))).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
