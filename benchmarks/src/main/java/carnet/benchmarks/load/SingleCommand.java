package carnet.benchmarks.load;

import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One file at a time. */
@Command(
        name = "single",
        mixinStandardHelpOptions = true,
        description = "Put one file at a time on an idle network and measure the clocks of each.")
public final class SingleCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            split = ",",
            defaultValue = "1M,5M",
            description = "Of each file (default: ${DEFAULT-VALUE}).")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "50",
            description = "Files of each size (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Mixin
    private LoadOptions load = new LoadOptions();

    /** Takes what it needs of the world. */
    public SingleCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        List<Rounds.Point> plan = new ArrayList<>();
        for (String size : sizes) {
            long fileBytes = Sizes.parse(size);
            Limits.atMost("--repeats", repeats, Limits.MAX_REPEATS);
            Limits.requireRoom("--repeats", repeats, Limits.MAX_REPEATS, fileBytes);
            for (int i = 0; i < repeats; i++) {
                plan.add(new Rounds.Point(Kind.MULTIMEDIA, fileBytes, 1, 1));
            }
        }
        return load.run().measure(environment, (directory, finished) -> Rounds.of(
                        load.source(directory, environment),
                        directory,
                        load.run().seed(),
                        environment.terminal())
                .run(plan, 1, finished));
    }
}
