package carnet.benchmarks.report;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Timing;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** Figures 5, 7 and 8 of the paper, of Carnet alone in one setting. */
final class OurFigures {
    /** How far a short line reaches to each side, as a factor. */
    private static final double DASH = 1.25;

    private static final String FILES = "files at once";
    private static final String BARS = FILES + "  (marks: median; bars: its %s; dotted, cross: 99th percentile)";

    private final String setting;
    private final List<Entry> entries;
    private final List<Section> sections = new ArrayList<>();

    /** Takes warm bursts of Carnet in one setting. */
    OurFigures(String setting, List<Entry> entries) {
        this.setting = setting;
        this.entries = entries.stream().sorted(Entry.ORDER).toList();
    }

    List<Section> sections() {
        registrations();
        for (Clock clock : Meaning.CLOCKS) {
            List<Entry> timed = entries.stream()
                    .filter(entry -> entry.timing(clock) != null)
                    .toList();
            if (!timed.isEmpty()) {
                response(clock, timed);
            }
        }
        derived(
                "figure-7",
                "Figure 7: throughput",
                "records/s (files / time of the last)",
                (entry, timing) -> entry.recordsPerSecond(timing));
        derived(
                "figure-8",
                "Figure 8: mean processing time",
                "mean time of a record, ms",
                (entry, timing) -> timing.each().mean());
        return sections;
    }

    /** The paper's own curve: what the network answers first, on straight axes, where a knee would show. */
    private void registrations() {
        List<Entry> timed = entries.stream()
                .filter(entry -> entry.isRegistration() && entry.timing(Clock.ACCEPTED) != null)
                .toList();
        if (timed.isEmpty()) {
            return;
        }
        String title = "Figure 5, the paper's curve: registrations accepted (P1)";
        Plot plot = new Plot(titled(title), bars(timed), "response time, ms", false);
        plot.curve("registrations, P1", Tone.BLUE, points(timed, Clock.ACCEPTED));
        List<String> remarks = new ArrayList<>();
        List<LinearFit.At> medians = at(timed, Quantiles::median);
        TreeSet<Double> places =
                new TreeSet<>(medians.stream().map(LinearFit.At::x).toList());
        if (LinearFit.canJudge(medians)) {
            LinearFit fit = LinearFit.of(medians);
            plot.line("straight line, medians to 180", Tone.BLACK, Tone.SOLID, along(places, fit, 1));
            plot.line("1.2 times that line", Tone.BLACK, Tone.DASHED, along(places, fit, LinearFit.KNEE));
            remarks.add(verdict("medians", fit, medians));
            List<LinearFit.At> tops = at(timed, Quantiles::p99);
            remarks.add(verdict("99th percentiles", LinearFit.of(tops), tops));
        } else {
            remarks.add(
                    "Whether there is a knee is not judged: that takes three points up to 180 files and one beyond.");
        }
        Paper.draw(plot, 0);
        remarks.add("The payload lay at the node before: what is timed is the signed registration until its receipt."
                + " The paper does not say what its clock measures; 180 files of 1 MB alone need 16 s on its wire.");
        add("figure-5-registrations", title, plot, remarks, Tables.times(timed, Clock.ACCEPTED, false));
    }

    private void response(Clock clock, List<Entry> timed) {
        String title = "Figure 5, " + clock.text() + ": response time";
        boolean aboutLinks = clock == Clock.REPLICATED_ALL;
        Plot plot = aboutLinks
                ? new Plot(titled(title + " of the last file"), lastBars(timed), "time of the last file, ms", true)
                : new Plot(titled(title), bars(timed), "response time, ms", true);
        curves(
                plot,
                timed,
                entry -> Objects.requireNonNull(entry.timing(clock)),
                aboutLinks ? OurFigures::last : OurFigures::point);
        List<String> remarks = new ArrayList<>();
        remarks.add(Meaning.of(clock));
        boolean isBounded = Bound.isKnown(setting);
        if (isBounded && aboutLinks) {
            bound(plot, timed, "one copy (F/u)", Tone.DASHED, OurFigures::all, Bound::oneCopyMillis);
            bound(plot, timed, "four copies (a star)", Tone.DOTTED, OurFigures::all, Bound::starMillis);
            remarks.add(
                    "Broken lines in the colour of a curve: its last record cannot be earlier than one copy of all files over"
                            + " the source's link of 94 Mbit/s (F/u); whoever sends four copies himself needs the dotted time. Each"
                            + " board's memory card needs 1.18 times the time of one copy.");
        } else if (isBounded && clock == Clock.ACCEPTED) {
            bound(plot, timed, "memory card", Tone.DASHED, OurFigures::untilTheMedian, Bound::cardMillis);
            remarks.add(
                    "Broken lines in the colour of a curve: the memory card of the node that takes the uploads, at 10 MB/s,"
                            + " needs as long until it has written the median file, where the run could limit it. Single files may"
                            + " be faster, since short bursts pass its limit.");
        } else if (aboutLinks) {
            remarks.add("No bound is drawn: how fast the links of this setting are is not known.");
        }
        if (clock == Clock.ACCEPTED) {
            Paper.draw(plot, 1);
        }
        add(
                "figure-5-" + Meaning.fileMark(clock),
                title,
                plot,
                remarks,
                Tables.times(timed, clock, isBounded && aboutLinks));
    }

    /** Returns the files of a burst. */
    static double all(double files) {
        return files;
    }

    /** Returns the files that are there when the median one is, whatever their order. */
    static double untilTheMedian(double files) {
        return Math.ceil(files / 2);
    }

    /** Draws what is not measured beside each curve that moves content, as far as the curve goes. */
    private static void bound(
            Plot plot,
            List<Entry> timed,
            String label,
            BasicStroke how,
            DoubleUnaryOperator filesThere,
            DoubleUnaryOperator millisOfBytes) {
        int number = 0;
        for (Map.Entry<String, List<Entry>> curve : Group.by(Entry::what, timed).entrySet()) {
            Tone tone = Tone.ofCurve(number++);
            if (curve.getValue().get(0).movesContent()) {
                List<LinearFit.At> line = limits(curve.getValue(), filesThere, millisOfBytes);
                plot.line(label + ", " + curve.getKey(), tone, how, line);
            }
        }
    }

    /**
     * Returns a line above the measured places of one size, or a short one above a single place.
     *
     * @param filesThere how many of the files of a burst count
     * @param millisOfBytes what the bytes of these need
     */
    static List<LinearFit.At> limits(
            List<Entry> entries, DoubleUnaryOperator filesThere, DoubleUnaryOperator millisOfBytes) {
        long size = entries.get(0).burst().fileBytes();
        TreeSet<Double> places = new TreeSet<>();
        entries.forEach(entry -> places.add((double) entry.burst().files()));
        double first = places.first();
        List<LinearFit.At> line = new ArrayList<>();
        for (double files : places) {
            line.add(new LinearFit.At(files, millisOfBytes.applyAsDouble(filesThere.applyAsDouble(files) * size)));
        }
        double height = line.get(0).y();
        return line.size() > 1
                ? line
                : List.of(new LinearFit.At(first / DASH, height), new LinearFit.At(first * DASH, height));
    }

    private void derived(String name, String title, String yTitle, ToDoubleBiFunction<Entry, Timing> value) {
        for (Clock clock : Meaning.CLOCKS) {
            List<Entry> timed = entries.stream()
                    .filter(entry -> entry.timing(clock) != null)
                    .toList();
            if (timed.isEmpty()) {
                continue;
            }
            String full = title + ", " + clock.text();
            Plot plot = new Plot(titled(full), FILES + "  (" + Meaning.ofRepeats(timed) + ")", yTitle, true);
            curves(
                    plot,
                    timed,
                    entry -> Objects.requireNonNull(entry.timing(clock)),
                    (entry, timing) -> Plot.Point.of(entry.burst().files(), value.applyAsDouble(entry, timing)));
            add(name + "-" + Meaning.fileMark(clock), full, plot, List.of(), Tables.rates(timed, clock));
        }
    }

    private interface ToPoint {
        Plot.Point of(Entry entry, Timing timing);
    }

    private static void curves(Plot plot, List<Entry> timed, Function<Entry, Timing> timing, ToPoint toPoint) {
        int number = 0;
        for (Map.Entry<String, List<Entry>> curve : Group.by(Entry::what, timed).entrySet()) {
            plot.curve(
                    curve.getKey(),
                    Tone.ofCurve(number++),
                    curve.getValue().stream()
                            .map(entry -> toPoint.of(entry, timing.apply(entry)))
                            .toList());
        }
    }

    /** Returns the median record with its interval and the 99th percentile on top. */
    static Plot.Point point(Entry entry, Timing timing) {
        Quantiles each = timing.each();
        return new Plot.Point(entry.burst().files(), each.median(), each.low(), each.high(), each.p99());
    }

    /** Returns the last record of a burst, the median of the bursts with its interval. */
    static Plot.Point last(Entry entry, Timing timing) {
        Quantiles last = timing.last();
        return new Plot.Point(entry.burst().files(), last.median(), last.low(), last.high(), Double.NaN);
    }

    private static List<Plot.Point> points(List<Entry> timed, Clock clock) {
        return timed.stream()
                .map(entry -> point(entry, Objects.requireNonNull(entry.timing(clock))))
                .toList();
    }

    private static List<LinearFit.At> at(List<Entry> timed, Function<Quantiles, Double> value) {
        return timed.stream()
                .map(entry -> new LinearFit.At(
                        entry.burst().files(),
                        value.apply(Objects.requireNonNull(entry.timing(Clock.ACCEPTED))
                                .each())))
                .toList();
    }

    private static List<LinearFit.At> along(SortedSet<Double> places, LinearFit fit, double factor) {
        return Stream.of(places.first(), places.last())
                .map(x -> new LinearFit.At(x, factor * fit.at(x)))
                .toList();
    }

    private static String verdict(String what, LinearFit fit, List<LinearFit.At> points) {
        LinearFit.Worst worst = fit.worst(points);
        return String.format(
                Locale.ROOT,
                "%s: the straight line through the points up to %s files is %s +"
                        + " %s ms a file; beyond them the highest stands at %s files, %s times the line: %s.",
                Character.toUpperCase(what.charAt(0)) + what.substring(1),
                Numbers.of(LinearFit.END),
                Numbers.of(fit.intercept()),
                Numbers.of(fit.slope()),
                Numbers.of(worst.x()),
                Numbers.ratio(worst.ratio(), 1),
                worst.isKnee() ? "above 1.2, a knee by our measure" : "no point above 1.2, no knee");
    }

    private static String lastBars(List<Entry> timed) {
        return FILES + "  (median of the repeats with its " + Meaning.ofSpread(timed) + ")";
    }

    private static String bars(List<Entry> timed) {
        return String.format(Locale.ROOT, BARS, Meaning.ofSpread(timed));
    }

    private String titled(String title) {
        return title + ", " + Meaning.ofSetting(setting);
    }

    private void add(String name, String title, Plot plot, List<String> remarks, Table table) {
        sections.add(new Section(Picture.of(name, title, plot.chart()), remarks, table));
    }
}
