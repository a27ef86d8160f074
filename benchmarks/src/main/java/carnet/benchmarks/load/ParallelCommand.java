package carnet.benchmarks.load;

import carnet.cli.terminal.Environment;
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
        int clients = curve.clients();
        load.requireRoom(plan);
        return load.run().measure(environment, (directory, finished) -> Rounds.of(
                        load.source(directory, environment),
                        directory,
                        load.run().seed(),
                        environment.terminal())
                .run(plan, clients, finished));
    }
}
