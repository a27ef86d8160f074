package carnet.benchmarks.load;

import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which points of the curve are measured. */
public final class CurveOptions {
    /** The paper's range, with more points where its curve bends. */
    private static final List<Integer> FILES = List.of(1, 2, 5, 10, 30, 60, 100, 150, 180, 200, 250, 300);

    private static final List<Integer> FEW = List.of(1, 60, 180, 300);
    private static final long SMALL_BYTES = 1_000;
    private static final long TEXT_BYTES = 1_000_000;
    private static final long MULTIMEDIA_BYTES = 5_000_000;

    @Option(
            names = "--files",
            paramLabel = "N",
            split = ",",
            description = "How many at once (default: 1,2,5,10,30,60,100,150,180,200,250,300).")
    private List<Integer> files = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "registration (the payload is there already), text, multimedia.")
    private List<String> kinds = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            split = ",",
            description = "Of each file: 500, 10k, 5M (default: 1k for a registration, 1M of text, 5M of multimedia).")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "10",
            description = "Bursts of each point (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "8",
            description = {
                "How many files of a burst are under way at once (default: ${DEFAULT-VALUE}).",
                "Every clock starts with the burst. Registrations are all under way at once."
            })
    private int clients;

    /** Returns how many files are under way at once. */
    public int clients() throws Failure {
        return atLeastOne("--clients", clients);
    }

    /** Returns the points. */
    public List<Rounds.Point> plan() throws Failure {
        atLeastOne("--repeats", repeats);
        List<Rounds.Point> plan = new ArrayList<>();
        if (kinds.isEmpty() && sizes.isEmpty() && files.isEmpty()) {
            for (int count : FILES) {
                plan.add(new Rounds.Point(Kind.REGISTRATION, SMALL_BYTES, count, repeats));
                plan.add(new Rounds.Point(Kind.TEXT, TEXT_BYTES, count, repeats));
            }
            FEW.forEach(count -> plan.add(new Rounds.Point(Kind.MULTIMEDIA, MULTIMEDIA_BYTES, count, repeats)));
            return plan;
        }
        for (Kind kind : kinds.isEmpty() ? List.of(Kind.REGISTRATION, Kind.TEXT) : kinds()) {
            for (long size : sizes.isEmpty() ? List.of(usualSize(kind)) : sizes()) {
                for (int count : files.isEmpty() ? FILES : files) {
                    plan.add(new Rounds.Point(kind, size, atLeastOne("--files", count), repeats));
                }
            }
        }
        return plan;
    }

    private List<Kind> kinds() throws Failure {
        List<Kind> found = new ArrayList<>();
        for (String kind : kinds) {
            found.add(kind(kind));
        }
        return found;
    }

    static Kind kind(String text) throws Failure {
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(text.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new Failure(ExitCode.USAGE, text + " is no kind", "Take registration, transaction, text or multimedia");
    }

    static long usualSize(Kind kind) {
        return switch (kind) {
            case TEXT -> TEXT_BYTES;
            case MULTIMEDIA -> MULTIMEDIA_BYTES;
            case REGISTRATION, TRANSACTION -> SMALL_BYTES;
        };
    }

    private List<Long> sizes() throws Failure {
        List<Long> found = new ArrayList<>();
        for (String size : sizes) {
            found.add(Sizes.parse(size));
        }
        return found;
    }

    static int atLeastOne(String option, int value) throws Failure {
        if (value < 1) {
            throw new Failure(ExitCode.USAGE, option + " must be at least 1, not " + value);
        }
        return value;
    }
}
