package carnet.benchmarks.rival;

import carnet.benchmarks.load.Contender;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.load.RunOptions;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.results.Tally;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Another system: each round starts it on new sites, and has a first burst that is reported apart and a few that are not
 * reported before those that count. What breaks it ends its round: the bursts that are missing count as failed, and the
 * other systems go on.
 */
public final class RivalContender implements Contender {
    private static final Tally.Point FIRST = new Tally.Point(Kind.TEXT, 1_000, 100, true);
    private static final Tally.Point WARM_UP = new Tally.Point(Kind.MULTIMEDIA, 1_000_000, 20, false);
    private static final int WARM_UPS = 3;

    private final Candidate candidate;
    private final Ground.Source grounds;
    private final Path directory;
    private final Environment environment;
    private final Random random;
    private final Tally tally;

    private RivalContender(
            Candidate candidate,
            String setting,
            Ground.Source grounds,
            Path directory,
            long seed,
            Environment environment) {
        this.candidate = candidate;
        this.grounds = grounds;
        this.directory = directory;
        this.environment = environment;
        this.random = new Random(seed);
        this.tally = new Tally(candidate.system(), setting);
    }

    /**
     * Returns one for each candidate.
     *
     * @param setting where the sites are, one of those of {@link carnet.benchmarks.results.Results}
     * @param directory for the files that are put
     * @param seed of their bytes
     */
    public static List<RivalContender> of(
            List<Candidate> candidates,
            String setting,
            Ground.Source grounds,
            Path directory,
            long seed,
            Environment environment) {
        return candidates.stream()
                .map(each -> new RivalContender(each, setting, grounds, directory, seed, environment))
                .toList();
    }

    /** Measures candidates on {@code sites} places of this machine, as {@link RunOptions#measure} does. */
    public static int measureHere(
            List<Candidate> candidates,
            int sites,
            List<Rounds.Point> plan,
            int clients,
            RunOptions run,
            Environment environment)
            throws Exception {
        return run.measure(environment, (directory, finished) -> {
            Ground.Source grounds = Ground.here(directory, sites);
            List<RivalContender> contenders =
                    of(candidates, Results.MACHINE, grounds, directory, run.seed(), environment);
            return new Rounds(contenders, run.seed(), environment.terminal()).run(plan, clients, finished);
        });
    }

    /** Fails when nothing in a plan moves files: others know nothing like our registrations. */
    public static void requireContent(List<Rounds.Point> plan) throws Failure {
        if (plan.stream().noneMatch(point -> point.kind().movesContent())) {
            throw new Failure(ExitCode.USAGE, "other systems take files only", "Take --kind text or multimedia");
        }
    }

    @Override
    public boolean takes(Kind kind) {
        return kind.movesContent();
    }

    @Override
    public void round(List<Rounds.Point> points, int clients) throws InterruptedException {
        environment.terminal().note(candidate.system());
        Deque<Tally.Point> left = new ArrayDeque<>(List.of(FIRST));
        points.forEach(point -> left.add(new Tally.Point(point.kind(), point.fileBytes(), point.files(), false)));
        try {
            Ground ground = grounds.take();
            try (ground;
                    Rival rival = candidate.opening().open(ground.sites(), environment)) {
                take(left, rival, clients);
                for (int i = 0; i < WARM_UPS; i++) {
                    fire(rival, WARM_UP, clients);
                    rival.clear();
                }
                while (!left.isEmpty()) {
                    take(left, rival, clients);
                }
            }
            RunDirectory.delete(ground.directory());
        } catch (IOException | Failure e) {
            if (Problems.isProcessEnding()) {
                throw new InterruptedException("the system was ended with this process");
            }
            String problem = e instanceof Failure failure ? failure.line() : e.toString();
            environment.terminal().note(candidate.system() + ": its round ends early: " + problem);
            left.forEach(point -> tally.add(point, new Outcome(Map.of(), point.files(), problem, Cost.UNKNOWN)));
        }
    }

    @Override
    public List<Burst> bursts() {
        return tally.bursts();
    }

    private void take(Deque<Tally.Point> left, Rival rival, int clients)
            throws IOException, Failure, InterruptedException {
        tally.add(left.element(), fire(rival, left.element(), clients));
        left.remove();
        rival.clear();
    }

    private Outcome fire(Rival rival, Tally.Point point, int clients)
            throws IOException, Failure, InterruptedException {
        Path place = Files.createTempDirectory(directory, "files-");
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < point.files(); i++) {
            byte[] bytes = new byte[Math.toIntExact(point.fileBytes())];
            random.nextBytes(bytes);
            files.add(Files.write(place.resolve("file-" + i + (point.kind() == Kind.TEXT ? ".txt" : ".mp4")), bytes));
        }
        Outcome outcome = rival.burst(files, clients);
        RunDirectory.delete(place);
        if (outcome.failures() > 0) {
            environment
                    .terminal()
                    .note(candidate.system() + ": " + outcome.failures() + " of " + point.files()
                            + " files failed, such as: " + outcome.problem());
        }
        return outcome;
    }
}
