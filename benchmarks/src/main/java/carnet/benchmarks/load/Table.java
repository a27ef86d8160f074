package carnet.benchmarks.load;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Terminal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints results for people. */
final class Table {
    private static final double MEBIBYTE = 1024.0 * 1024.0;
    private static final String ROW = "%-13s %9s %5s  %-23s %9s %19s %9s %9s %9s";

    private static final Comparator<Burst> ORDER = Comparator.comparing((Burst burst) -> !burst.first())
            .thenComparing(Burst::kind)
            .thenComparingLong(Burst::fileBytes)
            .thenComparingInt(Burst::files);

    private Table() {}

    static void print(Results results, Terminal terminal) {
        terminal.format(
                "%s, %d processors, Java %s, load average before the run %.1f",
                results.host().processor(),
                results.host().processors(),
                results.host().java(),
                results.host().loadBefore());
        if (results.host().calibration() != null) {
            terminal.line(results.host().calibration());
        }
        if (!results.bursts().isEmpty()) {
            terminal.line(
                    "Times in ms from the start of the burst, P5 from its request; [..] is the 95 % interval of the"
                            + " median, or with fewer than six bursts their range; last is when a burst's last record was there,"
                            + " the median over bursts.");
            terminal.format(ROW, "what", "bytes", "files", "clock", "median", "", "p95", "p99", "last");
        }
        Map<String, List<Burst>> systems = results.bursts().stream()
                .collect(Collectors.groupingBy(Burst::system, LinkedHashMap::new, Collectors.toList()));
        systems.forEach((system, bursts) -> {
            if (!system.equals(Burst.CARNET)) {
                terminal.line(system);
            }
            bursts.stream().sorted(ORDER).forEach(burst -> print(burst, terminal));
        });
        for (Rate rate : results.rates()) {
            print(rate, terminal);
        }
    }

    private static void print(Burst burst, Terminal terminal) {
        new TreeMap<>(burst.clocks()).forEach((clock, timing) -> {
            Quantiles each = timing.each();
            terminal.format(
                    ROW,
                    burst.kind().text(),
                    burst.fileBytes(),
                    burst.files(),
                    clock.text(),
                    number(each.median()),
                    "[" + number(each.low()) + " .. " + number(each.high()) + "]",
                    number(each.p95()),
                    number(each.p99()),
                    number(timing.last().median()));
        });
        String first = burst.setting().equals(Results.GIVEN)
                ? ", each the first of a round"
                : ", each the first after a start";
        terminal.line("  " + burst.repeats() + (burst.repeats() == 1 ? " burst" : " bursts")
                + (burst.first() ? first : "") + ", " + burst.failures() + " records failed"
                + text(burst.cost(), burst.landed(), "the source"));
    }

    private static void print(Rate rate, Terminal terminal) {
        terminal.format(
                "%s: offered %.0f/s for %.0f s, in blocks on all nodes %.0f/s, %d failed%s",
                rate.kind().text(),
                rate.offeredPerSecond(),
                rate.seconds(),
                rate.achievedPerSecond(),
                rate.failures(),
                text(
                        rate.cost(),
                        rate.offeredPerSecond() * rate.seconds() - rate.failures(),
                        "the first node, one of those that took records"));
        new TreeMap<>(rate.clocks())
                .forEach((clock, each) -> terminal.format(
                        "  %-23s median %s, p95 %s, p99 %s, highest %s ms from the intended moment",
                        clock.text(),
                        number(each.median()),
                        number(each.p95()),
                        number(each.p99()),
                        number(each.max())));
    }

    private static String text(Cost cost, double records, String source) {
        StringBuilder text = new StringBuilder();
        if (cost.serverCpuMillis() != null && records > 0) {
            text.append(String.format(Locale.ROOT, "; server CPU %.1f ms a record", cost.serverCpuMillis() / records));
        }
        if (cost.clientCpuMillis() != null && records > 0) {
            text.append(String.format(Locale.ROOT, ", client CPU %.1f ms", cost.clientCpuMillis() / records));
        }
        if (cost.sourceSentBytes() != null && cost.allSentBytes() != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "; sent by %s %.2f MB, by all %.2f MB",
                    source,
                    cost.sourceSentBytes() / 1e6,
                    cost.allSentBytes() / 1e6));
        }
        if (cost.writtenBytes() != null) {
            text.append(String.format(Locale.ROOT, "; written %.2f MB", cost.writtenBytes() / 1e6));
        }
        if (cost.sourceFlushes() != null && cost.mostFlushes() != null) {
            text.append("; flushes of the disk by " + source + " " + cost.sourceFlushes() + ", most by any node "
                    + cost.mostFlushes());
        }
        if (cost.highestResidentBytes() != null) {
            text.append(String.format(
                    Locale.ROOT, "; highest memory of a node so far %.0f MiB", cost.highestResidentBytes() / MEBIBYTE));
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
