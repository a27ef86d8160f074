package carnet.benchmarks.simulation;

import carnet.node.sim.Campaign;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates whole networks, one for each seed, and prints what failed and one line with all figures. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulate whole networks, one for each seed. Exit code 1: something that must hold did not.")
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "200", description = "How many seeds to run; 200 unless given.")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "The first seed; 1 unless given.")
    private long from;

    @Option(names = "--nodes", defaultValue = "5", description = "Honest nodes in each network; 5 unless given.")
    private int nodes;

    @Option(
            names = "--twice-every",
            defaultValue = "0",
            description = "Run every so many seeds twice and demand the same run; never unless given.")
    private int twiceEvery;

    @Option(names = "--replay", description = "Run this one seed and print everything that happens.")
    private @Nullable Long replay;

    @Override
    public Integer call() {
        Campaign campaign = new Campaign(nodes);
        boolean held = replay != null
                ? campaign.replay(replay, System.out)
                : campaign.run(from, seeds, twiceEvery, System.out);
        return held ? 0 : 1;
    }
}
