package carnet.benchmarks.load;

import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
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
            description = {
                "Of each file: 500, 10k, 5M (default: 1k for a registration, 1M of text, 5M of multimedia).",
                "A registration takes 30k at most, since more is copied before its clock starts; without --kind, larger"
                        + " ones are left out."
            })
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

    /** Returns whether points were chosen. */
    public boolean isChosen() {
        return !(files.isEmpty() && kinds.isEmpty() && sizes.isEmpty());
    }

    /** Returns how many files are under way at once. */
    public int clients() throws Failure {
        return Limits.atMost("--clients", clients, Limits.MAX_FILES);
    }

    /** Returns the points. */
    public List<Rounds.Point> plan() throws Failure {
        Limits.atMost("--repeats", repeats, Limits.MAX_REPEATS);
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
            for (long size : sizes(kind)) {
                for (int count : files.isEmpty() ? FILES : files) {
                    Limits.atMost("--files", count, Limits.MAX_FILES);
                    Limits.requireRoom("--files", count, Limits.MAX_FILES, size);
                    plan.add(new Rounds.Point(kind, size, count, repeats));
                }
            }
        }
        requireRoom(plan);
        return plan;
    }

    /** A network keeps the files of a whole round. */
    private static void requireRoom(List<Rounds.Point> plan) throws Failure {
        long bytes = 0;
        long files = 0;
        for (Rounds.Point point : plan) {
            if (point.kind().movesContent()) {
                bytes += point.files() * point.fileBytes();
                files += point.files();
            }
        }
        Limits.requireBytes(files, bytes);
    }

    private List<Kind> kinds() throws Failure {
        List<Kind> found = new ArrayList<>();
        for (String kind : kinds) {
            found.add(Limits.kind(kind, Kind.REGISTRATION, Kind.TEXT, Kind.MULTIMEDIA));
        }
        return found;
    }

    private List<Long> sizes(Kind kind) throws Failure {
        if (sizes.isEmpty()) {
            return List.of(
                    switch (kind) {
                        case TEXT -> TEXT_BYTES;
                        case MULTIMEDIA -> MULTIMEDIA_BYTES;
                        case REGISTRATION, TRANSACTION -> SMALL_BYTES;
                    });
        }
        List<Long> found = new ArrayList<>();
        for (String size : sizes) {
            if (!kinds.isEmpty() || kind != Kind.REGISTRATION || Sizes.parse(size) <= Limits.MAX_REGISTERED_BYTES) {
                found.add(Limits.size(kind, size));
            }
        }
        return found;
    }
}
