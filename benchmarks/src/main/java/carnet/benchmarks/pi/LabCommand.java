package carnet.benchmarks.pi;

import carnet.benchmarks.load.CarnetContender;
import carnet.benchmarks.load.Contender;
import carnet.benchmarks.load.CurveOptions;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.load.RunOptions;
import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.RivalContender;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The paper's curve on five emulated Pis. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Run the curve of 'carnet bench parallel' on five emulated Raspberry Pis 3B on this machine: links of 94 Mbit,"
                    + " 1 GB of memory, processors and disk writes to match.",
            "Linux only, as root. In full it takes hours; --files, --kind and --repeats choose. Results are called"
                    + " emulated. --against puts files of the same sizes into other systems on the same Pis."
        })
public final class LabCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--check", description = "Measure the Pis, put two files on a network of them, take all down.")
    private boolean check;

    @Option(names = "--clean", description = "Only remove what a killed run left; every run begins with that.")
    private boolean clean;

    @Mixin
    private Against against = new Against();

    @Mixin
    private CurveOptions curve = new CurveOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    /** Takes what it needs of the world. */
    public LabCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        if (check && clean) {
            throw new Failure(ExitCode.USAGE, "--check and --clean exclude each other", "Give one of them");
        }
        if ((check || clean) && (!against.isEmpty() || curve.isChosen() || run.isKept())) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--check and --clean measure no curve: --files, --kind, --size, --against, --json and -o do not go with them",
                    "Leave them out, or --check and --clean");
        }
        List<Rounds.Point> plan = curve.plan();
        int clients = curve.clients();
        against.requireSense(plan);
        run.requireWritable();
        Optional<Failure> missing = Requirements.missing();
        if (missing.isPresent()) {
            throw missing.get();
        }
        Terminal terminal = environment.terminal();
        List<String> swept = EmulatedPis.sweep();
        swept.forEach(left -> terminal.note("removed what was left of " + left));
        if (clean) {
            terminal.line(swept.isEmpty() ? "nothing was left to remove" : "removed: " + String.join(", ", swept));
            return ExitCode.OK.status();
        }
        Host host = Host.now();
        Calibration calibration = calibrate();
        RunDirectory directory = run.directory();
        ExitCode code = check
                ? check(calibration, directory.path())
                : measure(calibration, directory.path(), plan, clients, host);
        if (code == ExitCode.OK) {
            directory.release();
        }
        return code.status();
    }

    private static Calibration calibrate() throws IOException, Failure, InterruptedException {
        String rate = Tool.run(Tool.java(PiModel.JAVA_OPTIONS, Probe.class, List.of("core")));
        return new Calibration(
                Double.parseDouble(rate.strip()), Runtime.getRuntime().availableProcessors());
    }

    private ExitCode check(Calibration calibration, Path directory) throws IOException, Failure, InterruptedException {
        Terminal terminal = environment.terminal();
        terminal.line(calibration.line(LocalNetwork.NODES));
        try (HostIdle idle = HostIdle.start();
                EmulatedPis pis = EmulatedPis.open(LocalNetwork.NODES, directory, calibration)) {
            pis.notes().forEach(terminal::line);
            LabCheck checking = new LabCheck(pis, directory, environment);
            boolean isRight = checking.boards();
            checking.network();
            terminal.line(idle.line());
            terminal.line("processor and link are " + (isRight ? "" : "NOT ") + "what they should be");
            return isRight ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private ExitCode measure(Calibration calibration, Path directory, List<Rounds.Point> plan, int clients, Host host)
            throws Exception {
        List<String> conditions = new ArrayList<>(List.of(calibration.line(LocalNetwork.NODES)));
        Terminal terminal = environment.terminal();
        List<Candidate> candidates = against.installed(terminal);
        AtomicInteger round = new AtomicInteger();
        try (HostIdle idle = HostIdle.start();
                EmulatedPis pis = EmulatedPis.open(LocalNetwork.NODES, directory, calibration)) {
            conditions.addAll(pis.notes());
            conditions.forEach(terminal::note);
            List<Contender> contenders = new ArrayList<>();
            contenders.add(new CarnetContender(
                    () -> PiCluster.open(pis, directory.resolve("network-" + round.incrementAndGet()), environment),
                    directory,
                    terminal));
            contenders.addAll(RivalContender.of(
                    candidates, Results.EMULATED, () -> pis.ground(directory), directory, run.seed(), environment));
            List<Burst> bursts = new Rounds(contenders, run.seed(), terminal)
                    .run(
                            plan,
                            clients,
                            finished -> run.keep(
                                    host.with(String.join(". ", conditions), idle.share(), idle.saturatedShare()),
                                    finished));
            terminal.note(idle.line());
            conditions.add(idle.line());
            Host afterwards = host.with(String.join(". ", conditions), idle.share(), idle.saturatedShare());
            run.report(new Results(afterwards, bursts, List.of()), environment);
            return bursts.stream().allMatch(burst -> burst.failures() == 0) ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
