package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers under the pictures. */
final class Tables {
    private Tables() {}

    /**
     * Returns the times of bursts by one clock; where links are known, beside what they allow. F is the size of all files of a
     * burst together; registrations move none.
     */
    static Table times(List<Entry> entries, Clock clock, boolean withBound) {
        List<String> columns = new ArrayList<>(List.of(
                "system",
                "files put",
                "at once",
                "repeats",
                "failed",
                "median ms",
                "its 95 % interval (or range)",
                "p95",
                "its interval (or range)",
                "p99",
                "its interval (or range)",
                "highest",
                "last record, median",
                "source sent / F",
                "all servers wrote / F",
                "source flushed",
                "most by any server"));
        if (withBound) {
            columns.addAll(List.of("F/u ms", "last / (F/u)"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Timing timing = entry.timing(clock);
            if (timing == null) {
                continue;
            }
            Burst burst = entry.burst();
            Quantiles each = timing.each();
            Long moved = entry.movesContent() ? entry.allBytes() : null;
            List<String> row = new ArrayList<>(List.of(
                    burst.system(),
                    entry.what(),
                    Integer.toString(burst.files()),
                    Integer.toString(burst.repeats()),
                    Integer.toString(burst.failures()),
                    Numbers.of(each.median()),
                    spread(burst, each.low(), each.high()),
                    Numbers.of(each.p95()),
                    spread(burst, each.p95Low(), each.p95High()),
                    Numbers.of(each.p99()),
                    spread(burst, each.p99Low(), each.p99High()),
                    Numbers.of(each.max()),
                    Numbers.of(timing.last().median()),
                    Numbers.ratio(burst.cost().sourceSentBytes(), moved),
                    Numbers.ratio(burst.cost().writtenBytes(), moved),
                    Numbers.of(burst.cost().sourceFlushes()),
                    Numbers.of(burst.cost().mostFlushes())));
            if (withBound) {
                Double bound = moved == null ? null : Bound.oneCopyMillis(moved);
                row.add(Numbers.of(bound));
                row.add(Numbers.ratio(timing.last().median(), bound));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    private static String spread(Burst burst, @Nullable Double low, @Nullable Double high) {
        return low == null || high == null
                ? Numbers.UNKNOWN
                : Numbers.of(low) + " to " + Numbers.of(high) + (burst.hasRangeOnly() ? " (range)" : "");
    }

    /** Returns processor time for each record that came through. */
    static Table cpu(List<Entry> entries) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Double all = entry.cpuMillis();
            rows.add(List.of(
                    entry.burst().system(),
                    entry.what(),
                    Integer.toString(entry.burst().files()),
                    Integer.toString(entry.burst().repeats()),
                    Numbers.of(entry.clientCpuMillis()),
                    Numbers.of(entry.serverCpuMillis()),
                    Numbers.of(all)));
        }
        return new Table(
                List.of(
                        "system",
                        "files put",
                        "at once",
                        "repeats",
                        "client ms a record",
                        "all servers ms a record",
                        "together"),
                rows);
    }

    /** Returns records a second and the mean time by one clock. */
    static Table rates(List<Entry> entries, Clock clock) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Timing timing = entry.timing(clock);
            if (timing != null) {
                rows.add(List.of(
                        entry.burst().system(),
                        entry.what(),
                        Integer.toString(entry.burst().files()),
                        Integer.toString(entry.burst().repeats()),
                        Integer.toString(entry.burst().failures()),
                        Numbers.of(timing.last().median()),
                        Numbers.of(entry.recordsPerSecond(timing)),
                        Numbers.of(
                                entry.recordsPerSecond(timing) * entry.burst().fileBytes() / 1e6),
                        Numbers.of(timing.each().mean())));
            }
        }
        return new Table(
                List.of(
                        "system",
                        "files put",
                        "at once",
                        "repeats",
                        "failed",
                        "last record, median ms",
                        "records/s",
                        "MB/s",
                        "mean ms of a record"),
                rows);
    }

    /** Returns all clocks of bursts that stand in no picture, such as the first after a start. */
    static Table clocks(List<Entry> entries) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Burst burst = entry.burst();
            for (Map.Entry<Clock, Timing> clock : inOrder(burst.clocks())) {
                rows.add(List.of(
                        burst.system(),
                        Meaning.ofSetting(burst.setting()),
                        entry.what(),
                        Integer.toString(burst.files()),
                        Integer.toString(burst.failures()),
                        clock.getKey().text(),
                        Numbers.of(clock.getValue().each().median()),
                        Numbers.of(clock.getValue().each().p99()),
                        Numbers.of(clock.getValue().last().median())));
            }
        }
        return new Table(
                List.of(
                        "system",
                        "where",
                        "files put",
                        "at once",
                        "failed",
                        "clock",
                        "median ms",
                        "p99",
                        "last record, median"),
                rows);
    }

    /** Returns the bursts in which records failed. */
    static Table failures(List<Entry> entries) {
        return new Table(
                List.of("system", "where", "files put", "at once", "records of all repeats", "failed"),
                entries.stream()
                        .filter(entry -> entry.burst().failures() > 0)
                        .map(entry -> List.of(
                                entry.burst().system(),
                                Meaning.ofSetting(entry.burst().setting()),
                                entry.what(),
                                Integer.toString(entry.burst().files()),
                                Integer.toString(
                                        entry.burst().files() * entry.burst().repeats()),
                                Integer.toString(entry.burst().failures())))
                        .toList());
    }

    /** Returns steady streams. */
    static Table streams(List<Rate> rates) {
        List<List<String>> rows = new ArrayList<>();
        for (Rate rate : rates) {
            Cost cost = rate.cost();
            List<Map.Entry<Clock, Quantiles>> clocks = inOrder(rate.clocks());
            for (Map.Entry<Clock, Quantiles> clock : clocks) {
                rows.add(List.of(
                        rate.system(),
                        Meaning.ofSetting(rate.setting()),
                        rate.kind().text() + ", " + Numbers.bytes(rate.fileBytes()),
                        Numbers.of(rate.offeredPerSecond()),
                        Numbers.of(rate.achievedPerSecond()),
                        Numbers.of(rate.seconds()),
                        Integer.toString(rate.failures()),
                        clock.getKey().text(),
                        Numbers.of(clock.getValue().median()),
                        Numbers.of(clock.getValue().p99()),
                        Numbers.of(cost.serverCpuMillis())));
            }
        }
        return new Table(
                List.of(
                        "system",
                        "where",
                        "files put",
                        "offered/s",
                        "achieved/s",
                        "seconds",
                        "failed",
                        "clock",
                        "median ms",
                        "p99",
                        "CPU ms of all servers"),
                rows);
    }

    private static <T> List<Map.Entry<Clock, T>> inOrder(Map<Clock, T> clocks) {
        return clocks.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
