package carnet.benchmarks.load;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The paper's curve: 1 to 300 files at once. */
@Command(
        name = "parallel",
        mixinStandardHelpOptions = true,
        description = {
            "Put many files at once, from 1 to 300, and measure when each was accepted, held by 2, 3 and all nodes, and"
                    + " in a block on all.",
            "Without --kind, --size and --files: registrations alone and 1 MB of text at all twelve points, 5 MB of"
                    + " multimedia at 1, 60, 180 and 300."
        })
public final class ParallelCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private CurveOptions curve = new CurveOptions();

    @Mixin
    private LoadOptions load = new LoadOptions();

    /** Takes what it needs of the world. */
    public ParallelCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        List<Rounds.Point> plan = curve.plan();
        load.run().requireWritable();
        Host host = Host.now();
        RunDirectory directory = load.run().directory();
        List<Burst> bursts = Rounds.of(
                        load.source(directory.path(), environment),
                        directory.path(),
                        load.run().seed(),
                        environment.terminal())
                .run(plan, curve.clients());
        directory.release();
        load.run().report(new Results(host, bursts, List.of()), environment);
        return (bursts.stream().allMatch(burst -> burst.failures() == 0) ? ExitCode.OK : ExitCode.FAILED).status();
    }
}
