package carnet.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Timing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.style.XYStyler;
import org.w3c.dom.Element;

class ReportTest {
    private static final Pattern INLINED = Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]+)\"");

    @Test
    void everyFigureIsDrawnTwiceAndStandsInThePage(@TempDir Path directory) throws Exception {
        List<Path> pictures = new Report(List.of(SampleResults.of(Results.EMULATED))).write(directory);

        assertThat(pictures.stream().map(picture -> picture.getFileName().toString()))
                .contains(
                        "figure-5-registrations",
                        "figure-5-p1",
                        "figure-5-p2",
                        "figure-5-p3",
                        "figure-6-multimedia-1-mb",
                        "figure-6-parts-multimedia-1-mb",
                        "figure-7-p1",
                        "figure-8-p3",
                        "side-by-side-p2-multimedia-1-mb");
        for (Path picture : pictures) {
            BufferedImage png = ImageIO.read(Path.of(picture + ".png").toFile());
            assertThat(png.getWidth()).isEqualTo(Plot.WIDTH);
            assertThat(root(Files.readAllBytes(Path.of(picture + ".svg")))).isEqualTo("svg");
        }
        String page = Files.readString(directory.resolve(Report.PAGE));
        assertThat(page)
                .contains(
                        "Sample &lt;CPU&gt;",
                        "quota 0.1 of a core",
                        "Host saturated",
                        "What each clock means",
                        "Failures",
                        "Records were refused or lost",
                        "Measured on five emulated Pis",
                        "no knee",
                        "The first burst after a start",
                        "Steady streams",
                        "times Carnet's time of the last of 300 files")
                .doesNotContain("http://", "https://");
        Matcher inlined = INLINED.matcher(page);
        int count = 0;
        while (inlined.find()) {
            assertThat(root(Base64.getDecoder().decode(inlined.group(1)))).isEqualTo("svg");
            count++;
        }
        assertThat(count).isEqualTo(pictures.size());
    }

    @Test
    void settingsAreNeverDrawnTogetherAndUnknownLinksHaveNoBound(@TempDir Path directory) throws Exception {
        Results emulated = SampleResults.of(Results.EMULATED);
        Results machine = SampleResults.of(Results.MACHINE);

        List<Path> pictures = new Report(List.of(emulated, machine)).write(directory);

        assertThat(pictures)
                .contains(directory.resolve("emulated/figure-5-p2"), directory.resolve("this-machine/figure-5-p2"));
        String page = Files.readString(directory.resolve(Report.PAGE));
        String ofMachine = page.substring(page.indexOf("Measured on this machine"));
        assertThat(ofMachine).contains("No bound is drawn").doesNotContain("last / (F/u)");
    }

    @Test
    void linksBoundCopiesOnlySinceABlockWaitsForNoContent() {
        List<Entry> entries = SampleResults.of(Results.EMULATED).bursts().stream()
                .filter(burst -> burst.system().equals(Burst.CARNET))
                .map(burst -> new Entry(1, burst))
                .toList();

        for (Section section : new OurFigures(Results.EMULATED, entries).sections()) {
            boolean bounded = section.table().columns().contains("F/u ms");
            assertThat(bounded)
                    .as(section.picture().name())
                    .isEqualTo(section.picture().name().equals("figure-5-p2"));
            assertThat(section.remarks().stream().anyMatch(remark -> remark.contains("one copy of all files")))
                    .isEqualTo(bounded);
        }
    }

    @Test
    void onePointStandsAboveItsNumberOnAxesWithLength() {
        Plot plot = new Plot("one", "files", "ms", true);
        plot.curve("a", Tone.BLUE, List.of(new Plot.Point(60, 250, 200, 300, 900)));

        XYStyler axes = plot.chart().getStyler();

        assertThat(axes.getXAxisMin()).isEqualTo(1);
        assertThat(axes.getXAxisMax()).isEqualTo(300);
        assertThat(axes.getYAxisMin()).isEqualTo(100);
        assertThat(axes.getYAxisMax()).isEqualTo(1_000);
    }

    @Test
    void theNumbersUnderTheTimesTellFlushes() {
        List<Entry> entries = SampleResults.of(Results.MACHINE).bursts().stream()
                .map(burst -> new Entry(1, burst))
                .toList();

        Table table = Tables.times(entries, Clock.ACCEPTED, false);

        int flushed = table.columns().indexOf("source flushed");
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.subList(flushed, flushed + 2))
                .isIn(List.of("17", "19"), List.of("-", "-")));
        assertThat(table.rows()).anySatisfy(row -> assertThat(row.get(flushed)).isEqualTo("17"));
    }

    @Test
    void recordsThatFailedAreNoThroughputAndPayNoProcessorTime() {
        Quantiles seconds = Quantiles.of(List.of(1_000.0, 1_000.0));
        Burst burst = new Burst(
                Burst.CARNET,
                Results.MACHINE,
                Kind.TEXT,
                1_000,
                10,
                false,
                2,
                10,
                Map.of(Clock.ACCEPTED, new Timing(seconds, seconds)),
                new Cost(100.0, 50.0, null, null, null));

        Entry entry = new Entry(1, burst);

        assertThat(entry.recordsPerSecond(new Timing(seconds, seconds))).isEqualTo(5);
        assertThat(entry.cpuMillis()).isEqualTo(30);
    }

    @Test
    void boundsReachAsFarAsWhatWasMeasured() {
        List<Entry> one = List.of(of(5_000_000, 1));
        assertThat(OurFigures.limits(one, OurFigures::all, Bound::cardMillis))
                .as("a short line about a single place")
                .containsExactly(new LinearFit.At(0.8, 500), new LinearFit.At(1.25, 500));
        List<Entry> two = List.of(of(5_000_000, 1), of(5_000_000, 60));
        assertThat(OurFigures.limits(two, OurFigures::untilTheMedian, Bound::cardMillis))
                .as("the median of sixty is there with the thirtieth")
                .containsExactly(new LinearFit.At(1, 500), new LinearFit.At(60, 15_000));
    }

    private static Entry of(long fileBytes, int files) {
        Timing time = times(1);
        return new Entry(
                1,
                new Burst(
                        Burst.CARNET,
                        Results.EMULATED,
                        Kind.TEXT,
                        fileBytes,
                        files,
                        false,
                        1,
                        0,
                        Map.of(Clock.ACCEPTED, time),
                        Cost.UNKNOWN));
    }

    @Test
    void everySystemSaysWhatStopsItsOwnClock() {
        assertThat(Stops.of(Burst.CARNET, Clock.ACCEPTED)).contains("receipt");
        for (String system : List.of(
                "postgresql bytea", "postgresql files", "postgresql 4 sync replicas", "restic", "syncthing", "kubo")) {
            assertThat(Stops.of(system, Clock.REPLICATED_ALL))
                    .startsWith(system + ": its clock stops when")
                    .doesNotContain("node");
        }
    }

    @Test
    void barsSayHowOftenAndWhetherTheyAreAnInterval() {
        assertThat(Meaning.ofSpread(repeated(10, 10))).isEqualTo("95 % interval of 10 bursts a point");
        assertThat(Meaning.ofSpread(repeated(1, 5))).isEqualTo("range of 1 to 5 bursts a point");
        assertThat(Meaning.ofSpread(repeated(1, 1))).isEqualTo("range of 1 burst a point");
        assertThat(Meaning.ofSpread(repeated(2, 6)))
                .isEqualTo("95 % interval (range below 6) of 2 to 6 bursts a point");
    }

    private static List<Entry> repeated(int... repeats) {
        return IntStream.of(repeats)
                .mapToObj(each -> new Entry(
                        1,
                        new Burst(
                                Burst.CARNET,
                                Results.MACHINE,
                                Kind.TEXT,
                                1,
                                1,
                                false,
                                each,
                                0,
                                Map.of(Clock.ACCEPTED, times(each)),
                                Cost.UNKNOWN)))
                .toList();
    }

    private static Timing times(int bursts) {
        Quantiles equal = Quantiles.of(Collections.nCopies(bursts, 1.0));
        return new Timing(equal, equal);
    }

    @Test
    void resultsFromBeforeAreStillRead() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../docs/figures/results"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")).toList())
                    .allSatisfy(file ->
                            assertThat(Results.read(file).host().processor()).isNotBlank())
                    .as("of a time when nobody counted looks")
                    .anySatisfy(file -> assertThat(Results.read(file).host().saturatedShare())
                            .isNull());
        }
    }

    @Test
    void everyPointIsALineOfTheTable() {
        List<Entry> entries = new ArrayList<>();
        SampleResults.of(Results.EMULATED).bursts().forEach(burst -> entries.add(new Entry(1, burst)));
        Burst refused = new Burst(
                "a \"quoted\", name", Results.MACHINE, Kind.TEXT, 1_000, 2, false, 1, 2, Map.of(), Cost.UNKNOWN);
        entries.add(new Entry(2, refused));

        List<String> lines = Csv.of(entries).lines().toList();

        int points = entries.stream()
                .mapToInt(entry -> Math.max(1, entry.burst().clocks().size()))
                .sum();
        assertThat(lines).hasSize(points + 1);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("2,\"a \"\"quoted\"\", name\",this machine,TEXT,1000,2,false,1,2,,");
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines.subList(1, lines.size() - 1))
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    }

    @Test
    void everyClockOfAStreamIsALineOfItsTable() {
        Results run = SampleResults.of(Results.EMULATED);
        Rate refused =
                new Rate(Burst.CARNET, Results.MACHINE, Kind.TRANSACTION, 0, 10, 0, 1, 10, Map.of(), Cost.UNKNOWN);

        List<String> lines = Csv.ofStreams(List.of(run, new Results(run.host(), List.of(), List.of(refused))))
                .lines()
                .toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("1,carnet,emulated,TEXT,1000,100.0,99.4,30.0,0,IN_BLOCK,3,1100.0,1000.0,");
        assertThat(lines.get(2)).startsWith("2,carnet,this machine,TRANSACTION,0,10.0,0.0,1.0,10,,");
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    }

    private static String root(byte[] svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement();
        assertThat(root.getElementsByTagName("path").getLength()).isPositive();
        return root.getTagName();
    }
}
