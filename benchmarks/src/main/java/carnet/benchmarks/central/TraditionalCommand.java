package carnet.benchmarks.central;

import carnet.benchmarks.load.CurveOptions;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.load.RunOptions;
import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.RivalContender;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The traditional system under the same bursts. */
@Command(
        name = "traditional",
        mixinStandardHelpOptions = true,
        description = {
            "Put files of the same sizes into a central PostgreSQL that is started for it, with the same encryption and every commit"
                    + " flushed, in three ways: as a column, as files beside rows, and as a column with four synchronous"
                    + " replicas. Skipped when no PostgreSQL is installed.",
            "Without --kind, --size and --files: 1 MB of text at all twelve points, 5 MB of multimedia at 1, 60, 180 and"
                    + " 300."
        })
public final class TraditionalCommand implements Callable<Integer> {
    private static final int SITES = 5;

    private final Environment environment;

    @Mixin
    private CurveOptions curve = new CurveOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    /** Takes what it needs of the world. */
    public TraditionalCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        List<Rounds.Point> plan = curve.plan();
        RivalContender.requireContent(plan);
        int clients = curve.clients();
        Terminal terminal = environment.terminal();
        List<Candidate> variants = TraditionalSystem.variants(SITES, terminal);
        if (variants.isEmpty()) {
            return ExitCode.OK.status();
        }
        return RivalContender.measureHere(variants, SITES, plan, clients, run, environment);
    }
}
