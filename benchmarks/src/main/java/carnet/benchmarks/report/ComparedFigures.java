package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;

/** Figure 6 of the paper and whatever else puts Carnet beside other systems, in one setting. */
final class ComparedFigures {
    private static final String FILES = "files at once";

    /** Names of systems are longer than the room under a bar. */
    private static final int LABEL_DEGREES = 20;

    private final String setting;
    private final List<Entry> entries;
    private final Map<String, Tone> tones = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();

    /** Takes warm bursts of all systems in one setting. */
    ComparedFigures(String setting, List<Entry> entries) {
        this.setting = setting;
        this.entries = entries.stream().sorted(Entry.ORDER).toList();
        for (Entry entry : this.entries) {
            tones.computeIfAbsent(entry.burst().system(), system -> Tone.ofCurve(tones.size()));
        }
    }

    List<Section> sections() {
        List<Entry> costed =
                entries.stream().filter(entry -> entry.cpuMillis() != null).toList();
        Map<String, List<Entry>> shared = shared(costed);
        if (shared.isEmpty() && !costed.isEmpty()) {
            computation("", costed);
        }
        shared.forEach((what, each) -> {
            computation(what, each);
            parts(what, each);
        });
        for (Clock clock : Meaning.CLOCKS) {
            List<Entry> timed = entries.stream()
                    .filter(entry -> entry.timing(clock) != null)
                    .toList();
            shared(timed).forEach((what, each) -> response(what, clock, each));
        }
        return sections;
    }

    /** Returns what at least two systems took. */
    private static Map<String, List<Entry>> shared(List<Entry> entries) {
        Map<String, List<Entry>> groups = Group.by(Entry::what, entries);
        groups.values()
                .removeIf(each -> each.stream()
                                .map(entry -> entry.burst().system())
                                .distinct()
                                .count()
                        < 2);
        return groups;
    }

    private void computation(String what, List<Entry> costed) {
        String title = "Figure 6: computation of a record" + (what.isEmpty() ? "" : ", " + what);
        Plot plot = new Plot(
                titled(title),
                FILES + "  (" + Meaning.ofRepeats(costed) + ")",
                "CPU ms a record, servers and client",
                true);
        int number = 0;
        for (Map.Entry<String, List<Entry>> curve : Group.by(
                        entry -> what.isEmpty() ? entry.what() : entry.burst().system(), costed)
                .entrySet()) {
            plot.curve(
                    curve.getKey(),
                    tones.getOrDefault(curve.getKey(), Tone.ofCurve(number++)),
                    curve.getValue().stream()
                            .map(entry ->
                                    Plot.Point.of(entry.burst().files(), Objects.requireNonNull(entry.cpuMillis())))
                            .toList());
        }
        add(
                name("figure-6", what),
                title,
                plot.chart(),
                List.of(
                        "Processor time of all servers and of the client that reads, hashes and encrypts: the same classes"
                                + " everywhere but in restic, which encrypts itself. Carnet's servers are five nodes that each verify and keep"
                                + " everything; a central database is one, unless it has replicas."),
                Tables.cpu(costed));
    }

    /** Client and servers apart, where all systems took the same number of files. */
    private void parts(String what, List<Entry> costed) {
        Set<String> systems = costed.stream()
                .map(entry -> entry.burst().system())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        TreeSet<Integer> counts =
                costed.stream().map(entry -> entry.burst().files()).collect(Collectors.toCollection(TreeSet::new));
        counts.removeIf(count -> costed.stream()
                        .filter(entry -> entry.burst().files() == count)
                        .map(entry -> entry.burst().system())
                        .distinct()
                        .count()
                < systems.size());
        if (counts.isEmpty()) {
            return;
        }
        int files = counts.last();
        List<Entry> compared = new ArrayList<>();
        for (String system : systems) {
            compared.add(costed.stream()
                    .filter(entry -> entry.burst().system().equals(system)
                            && entry.burst().files() == files)
                    .findFirst()
                    .orElseThrow());
        }
        String title =
                "Figure 6, client and servers: " + (files == 1 ? "one file" : files + " files at once") + ", " + what;
        CategoryChart chart = new CategoryChartBuilder()
                .width(Plot.WIDTH)
                .height(Plot.HEIGHT)
                .title(titled(title))
                .xAxisTitle(Meaning.ofRepeats(compared))
                .yAxisTitle("CPU ms a record")
                .build();
        AxesChartStyler styler = Plot.style(chart.getStyler());
        styler.setPlotGridVerticalLinesVisible(false).setYAxisMin(0.0).setXAxisLabelRotation(LABEL_DEGREES);
        styler.setDecimalPattern("#,##0.0");
        chart.getStyler().setStacked(true).setAvailableSpaceFill(0.5);
        List<String> names = compared.stream()
                .map(entry -> entry.burst().system() + ": " + Numbers.of(entry.cpuMillis()))
                .toList();
        CategorySeries client = chart.addSeries(
                "client", names, compared.stream().map(Entry::clientCpuMillis).toList());
        CategorySeries servers = chart.addSeries(
                "all servers",
                names,
                compared.stream().map(Entry::serverCpuMillis).toList());
        client.setFillColor(Tone.SKY.color());
        servers.setFillColor(Tone.BLUE.color());
        add(name("figure-6-parts", what), title, chart, List.of(), Tables.cpu(compared));
    }

    private void response(String what, Clock clock, List<Entry> timed) {
        String title = "Side by side, " + clock.text() + ": last of all files, " + what;
        Plot plot = new Plot(
                titled(title),
                FILES + "  (median of the repeats with its " + Meaning.ofSpread(timed) + ")",
                "time of the last record, ms",
                true);
        for (Map.Entry<String, List<Entry>> curve :
                Group.by(entry -> entry.burst().system(), timed).entrySet()) {
            plot.curve(
                    curve.getKey(),
                    Objects.requireNonNull(tones.get(curve.getKey())),
                    curve.getValue().stream()
                            .map(entry -> OurFigures.last(entry, Objects.requireNonNull(entry.timing(clock))))
                            .toList());
        }
        boolean withBound = Bound.isKnown(setting) && clock == Clock.REPLICATED_ALL;
        if (withBound) {
            plot.line(
                    "one copy (F/u)",
                    Tone.BLACK,
                    Tone.DASHED,
                    OurFigures.limits(timed, OurFigures::all, Bound::oneCopyMillis));
            plot.line(
                    "four copies (a star)",
                    Tone.BLACK,
                    Tone.DOTTED,
                    OurFigures.limits(timed, OurFigures::all, Bound::starMillis));
        }
        List<String> remarks = new ArrayList<>();
        Group.by(entry -> entry.burst().system(), timed)
                .keySet()
                .forEach(system -> remarks.add(Stops.of(system, clock)));
        remarks.addAll(factors(timed, clock));
        add(
                name("side-by-side-" + Meaning.fileMark(clock), what),
                title,
                plot.chart(),
                remarks,
                Tables.times(timed, clock, withBound));
    }

    /** Returns how many times as long as Carnet the others need, at the highest number of files that both took. */
    private static List<String> factors(List<Entry> timed, Clock clock) {
        List<String> factors = new ArrayList<>();
        Map<String, List<Entry>> systems = Group.by(entry -> entry.burst().system(), timed);
        List<Entry> ours = systems.getOrDefault(Burst.CARNET, List.of());
        systems.forEach((system, theirs) -> {
            Entry last = null;
            Entry beside = null;
            for (Entry their : theirs) {
                for (Entry our : ours) {
                    if (our.burst().files() == their.burst().files()) {
                        last = their;
                        beside = our;
                    }
                }
            }
            if (!system.equals(Burst.CARNET) && last != null && beside != null) {
                factors.add(String.format(
                        Locale.ROOT,
                        "%s: %s times Carnet's time of the last of %d files (%s).",
                        system,
                        Numbers.ratio(
                                Objects.requireNonNull(last.timing(clock))
                                        .last()
                                        .median(),
                                Objects.requireNonNull(beside.timing(clock))
                                        .last()
                                        .median()),
                        last.burst().files(),
                        Meaning.ofRepeats(List.of(last, beside))));
            }
        });
        return factors;
    }

    private String titled(String title) {
        return title + ", " + Meaning.ofSetting(setting);
    }

    private static String name(String start, String what) {
        return what.isEmpty() ? start : start + "-" + Meaning.fileName(what);
    }

    private void add(String name, String title, IChart chart, List<String> remarks, Table table) {
        sections.add(new Section(Picture.of(name, title, chart), remarks, table));
    }
}
