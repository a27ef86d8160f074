package carnet.benchmarks.pi;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds five emulated Pis. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Run five emulated Raspberry Pis 3B on this machine: links of 94 Mbit, 1 GB of memory, processors and disk"
                    + " writes to match.",
            "Linux only, as root. Whatever it measures is emulated."
        })
public final class LabCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--check", description = "Measure the Pis, put a file on a network of them, take all down.")
    private boolean check;

    @Option(names = "--clean", description = "Only remove what a run left that was killed.")
    private boolean clean;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data, on a disk (default: a temporary one).")
    private @Nullable Path dir;

    /** Takes what it needs of the world. */
    public LabCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        if (check == clean) {
            throw new Failure(ExitCode.USAGE, "what to do is missing", "Give --check or --clean");
        }
        Optional<Failure> missing = Requirements.missing();
        if (missing.isPresent()) {
            throw missing.get();
        }
        Terminal terminal = environment.terminal();
        List<String> swept = EmulatedPis.sweep();
        swept.forEach(run -> terminal.line("removed what was left of " + run));
        if (clean) {
            if (swept.isEmpty()) {
                terminal.line("nothing was left to remove");
            }
            return ExitCode.OK.status();
        }
        double rate = Double.parseDouble(Tool.run(Tool.java(PiModel.JAVA_OPTIONS, Probe.class, List.of("core")))
                .strip());
        Calibration calibration = new Calibration(rate, Runtime.getRuntime().availableProcessors());
        terminal.line(calibration.line(LocalNetwork.NODES));
        RunDirectory directory = RunDirectory.take(dir);
        try (HostIdle idle = HostIdle.start();
                EmulatedPis pis = EmulatedPis.open(LocalNetwork.NODES, directory.path(), calibration)) {
            pis.notes().forEach(terminal::line);
            LabCheck checking = new LabCheck(pis, directory.path(), environment);
            checking.boards();
            checking.network();
            terminal.line(idle.line());
        }
        directory.release();
        return ExitCode.OK.status();
    }
}
