package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Rate;
import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A steady stream. */
@Command(
        name = "sustain",
        mixinStandardHelpOptions = true,
        description = {
            "Put records at a steady rate, each at a moment that was fixed before, whatever became of the others; every"
                    + " clock runs from that moment.",
            "All nodes take uploads in turn. What is put is made ready before the clock starts."
        })
public final class SustainCommand implements Callable<Integer> {
    /** At half the rate: until then the JVM's compilers take a third of the nodes' processor time. */
    private static final int WARM_UP_SECONDS = 30;

    private final Environment environment;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "For how long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "transaction",
            description = "transaction (a signed registration of a member), registration (of a record whose payload is"
                    + " at the node), text or multimedia (default: ${DEFAULT-VALUE}).")
    private String kind = "";

    @Option(names = "--size", paramLabel = "SIZE", defaultValue = "1k", description = "Of each file (default: 1k).")
    private String size = "";

    @Mixin
    private LoadOptions load = new LoadOptions();

    /** Takes what it needs of the world. */
    public SustainCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Kind what = Limits.kind(kind, Kind.values());
        long fileBytes = what == Kind.TRANSACTION ? 0 : Limits.size(what, size);
        Limits.atLeastOne("--rate", rate);
        Limits.atLeastOne("--seconds", seconds);
        Limits.requireRoom("--rate times --seconds", (long) rate * seconds, Limits.MAX_STREAM, fileBytes);
        load.run().requireWritable();
        Host host = Host.now();
        host.warning().ifPresent(environment.terminal()::note);
        RunDirectory directory = load.run().directory();
        Rate result;
        try (Cluster cluster = load.source(directory.path(), environment).open();
                Listeners listeners = new Listeners(cluster.clusterNodes());
                Stream stream = new Stream(cluster, listeners.sightings(), directory.path(), environment.terminal())) {
            int warmUpSeconds = Math.min(WARM_UP_SECONDS, seconds);
            environment.terminal().note("this takes " + Estimate.text(2.0 * (warmUpSeconds + seconds)));
            environment.terminal().note("making ready, and a stream of " + warmUpSeconds + " s that does not count");
            stream.run(what, fileBytes, Math.max(1, rate / 2), warmUpSeconds);
            environment.terminal().note("making " + (long) rate * seconds + " ready");
            result = stream.run(what, fileBytes, rate, seconds);
            if (result.failures() == 0) {
                cluster.settled();
            }
        }
        load.run().report(new Results(host, List.of(), List.of(result)), environment);
        if (result.failures() > 0) {
            return ExitCode.FAILED.status();
        }
        directory.release();
        return ExitCode.OK.status();
    }
}
