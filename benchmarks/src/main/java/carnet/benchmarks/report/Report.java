package carnet.benchmarks.report;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Pictures, points and the page of several runs. */
public final class Report {
    /** The page's name in its directory. */
    public static final String PAGE = "report.html";

    /** The points' name. */
    public static final String POINTS = "points.csv";

    /** The steady streams' name; it is written when there is one. */
    public static final String STREAMS = "streams.csv";

    private final List<Results> runs;
    private final List<Entry> entries = new ArrayList<>();

    /** Takes the runs in the order in which they are numbered. A point that was measured twice is drawn twice. */
    public Report(List<Results> runs) {
        this.runs = List.copyOf(runs);
        for (int i = 0; i < runs.size(); i++) {
            for (Burst burst : runs.get(i).bursts()) {
                entries.add(new Entry(i + 1, burst));
            }
        }
    }

    /**
     * Writes everything into a directory, made when missing; the pictures of several settings into one directory for each.
     *
     * @return the pictures, without their endings
     * @throws Failure when this Java has no fonts to draw with
     */
    public List<Path> write(Path directory) throws IOException, Failure {
        Picture.requireFonts();
        Files.createDirectories(directory);
        Set<String> settings = entries.stream()
                .map(entry -> entry.burst().setting())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Path> pictures = new ArrayList<>();
        List<HtmlReport.Part> parts = new ArrayList<>();
        for (String setting : settings) {
            Path place = settings.size() == 1 ? directory : directory.resolve(Meaning.fileName(setting));
            Files.createDirectories(place);
            List<Section> sections = sections(setting);
            for (Section section : sections) {
                section.picture().write(place);
                pictures.add(place.resolve(section.picture().name()));
            }
            parts.add(new HtmlReport.Part(setting, sections));
        }
        Files.writeString(directory.resolve(POINTS), Csv.of(entries), StandardCharsets.UTF_8);
        if (hasStreams()) {
            Files.writeString(directory.resolve(STREAMS), Csv.ofStreams(runs), StandardCharsets.UTF_8);
        }
        Files.writeString(directory.resolve(PAGE), HtmlReport.of(runs, entries, parts), StandardCharsets.UTF_8);
        return pictures;
    }

    /** Returns whether a run has a steady stream. */
    public boolean hasStreams() {
        return runs.stream().anyMatch(run -> !run.rates().isEmpty());
    }

    private List<Section> sections(String setting) {
        List<Entry> warm = entries.stream()
                .filter(entry -> entry.burst().setting().equals(setting)
                        && !entry.burst().first())
                .toList();
        List<Section> sections = new ArrayList<>(
                new OurFigures(setting, warm.stream().filter(Entry::isOurs).toList()).sections());
        sections.addAll(new ComparedFigures(setting, comparable(warm)).sections());
        return sections;
    }

    /** Returns the runs in which Carnet and others took turns, where there are such: two runs are two days. */
    private static List<Entry> comparable(List<Entry> entries) {
        Set<Integer> ours = runs(entries, true);
        Set<Integer> theirs = runs(entries, false);
        List<Entry> sideBySide = entries.stream()
                .filter(entry -> ours.contains(entry.run()) && theirs.contains(entry.run()))
                .toList();
        return sideBySide.isEmpty() ? entries : sideBySide;
    }

    private static Set<Integer> runs(List<Entry> entries, boolean ours) {
        return entries.stream()
                .filter(entry -> entry.isOurs() == ours)
                .map(Entry::run)
                .collect(Collectors.toSet());
    }
}
