package carnet.benchmarks.rival;

import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Tally;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Measures rivals in turn: a first burst of each that is reported apart, a few that are not reported, then rounds in which
 * every point of the plan is taken by all of them one after the other, in an order drawn anew.
 */
public final class RivalRounds {
    private static final Tally.Point FIRST = new Tally.Point(Kind.TEXT, 1_000, 100, true);
    private static final Tally.Point WARM_UP = new Tally.Point(Kind.MULTIMEDIA, 1_000_000, 20, false);
    private static final int WARM_UPS = 3;

    private final String setting;
    private final Path directory;
    private final Terminal terminal;
    private final Random random;

    /**
     * Takes what all rounds share.
     *
     * @param setting where the rivals run, one of those of {@link carnet.benchmarks.results.Results}
     * @param directory for the files that are put
     * @param seed of their bytes and of the order
     */
    public RivalRounds(String setting, Path directory, long seed, Terminal terminal) {
        this.setting = setting;
        this.directory = directory;
        this.terminal = terminal;
        this.random = new Random(seed);
    }

    /** Returns the points of a plan that move files, since others know nothing like our registrations. */
    public static List<Rounds.Point> ofContent(List<Rounds.Point> plan) throws Failure {
        List<Rounds.Point> points =
                plan.stream().filter(point -> point.kind().movesContent()).toList();
        if (points.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "other systems take files only", "Take --kind text or multimedia");
        }
        return points;
    }

    /** Measures; the rivals stay open. */
    public List<Burst> run(List<Rival> rivals, List<Rounds.Point> plan, int clients)
            throws IOException, Failure, InterruptedException {
        Map<Rival, Tally> tallies = new LinkedHashMap<>();
        for (Rival rival : rivals) {
            Tally tally = new Tally(rival.system(), setting);
            tallies.put(rival, tally);
            tally.add(FIRST, fire(rival, FIRST, clients));
            for (int i = 0; i < WARM_UPS; i++) {
                fire(rival, WARM_UP, clients);
            }
        }
        int rounds = plan.stream().mapToInt(Rounds.Point::repeats).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            terminal.note(String.format(Locale.ROOT, "round %d of %d", round + 1, rounds));
            for (Rounds.Point point : order(plan, round)) {
                Tally.Point key = new Tally.Point(point.kind(), point.fileBytes(), point.files(), false);
                for (Rival rival : rivals) {
                    Objects.requireNonNull(tallies.get(rival)).add(key, fire(rival, key, clients));
                }
            }
        }
        return tallies.values().stream()
                .flatMap(tally -> tally.bursts().stream())
                .toList();
    }

    /** Runs one burst of one rival and throws away what it put. */
    public Outcome fire(Rival rival, Tally.Point point, int clients) throws IOException, Failure, InterruptedException {
        Path place = Files.createTempDirectory(directory, "files-");
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < point.files(); i++) {
            byte[] bytes = new byte[Math.toIntExact(point.fileBytes())];
            random.nextBytes(bytes);
            files.add(Files.write(place.resolve("file-" + i + (point.kind() == Kind.TEXT ? ".txt" : ".mp4")), bytes));
        }
        Outcome outcome = rival.burst(files, clients);
        if (outcome.failures() > 0) {
            terminal.note(rival.system() + ": " + outcome.failures() + " of " + point.files()
                    + " files failed, such as: " + outcome.problem());
        }
        rival.clear();
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(place);
        return outcome;
    }

    private List<Rounds.Point> order(List<Rounds.Point> plan, int round) {
        List<Rounds.Point> order = new ArrayList<>(
                plan.stream().filter(point -> point.repeats() > round).toList());
        Collections.shuffle(order, random);
        return order;
    }
}
