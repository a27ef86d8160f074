package carnet.benchmarks.peers;

import carnet.benchmarks.load.CurveOptions;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.load.RunOptions;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Results;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.RivalRounds;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Other software under the same bursts. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = {
            "Put the same files into other software, one burst of each in turn: restic (encrypted ingest into a local"
                    + " repository), syncthing (five devices share a folder), kubo (Kubo"
                    + " and IPFS Cluster, five peers that pin everything). What is not installed is skipped. Nothing"
                    + " speaks to anyone outside this machine.",
            "Without --kind, --size and --files: 1 MB of text at all twelve points, 5 MB of multimedia at 1, 60, 180 and"
                    + " 300."
        })
public final class PeersCommand implements Callable<Integer> {
    private static final int SITES = 5;

    private final Environment environment;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> only = new ArrayList<>();

    @Mixin
    private CurveOptions curve = new CurveOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    /** Takes what it needs of the world. */
    public PeersCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        List<Rounds.Point> plan = RivalRounds.ofContent(curve.plan());
        int clients = curve.clients();
        run.requireWritable();
        List<Peer> found = found();
        if (found.isEmpty()) {
            return ExitCode.OK.status();
        }
        Host host = Host.now();
        RunDirectory directory = run.directory();
        List<Burst> bursts;
        List<Rival> rivals = new ArrayList<>();
        try {
            List<Site> sites = Site.here(directory.path(), SITES);
            for (Peer peer : found) {
                if (peer.isolated() && !sites.get(0).isolated()) {
                    environment
                            .terminal()
                            .note(peer.name() + ": skipped, since it would speak to the local network; run this command"
                                    + " with: unshare -n sh -c 'ip link set lo up && exec \"$@\"' sh");
                    continue;
                }
                rivals.add(peer.opening().open(sites, environment));
            }
            bursts = new RivalRounds(Results.MACHINE, directory.path(), run.seed(), environment.terminal())
                    .run(rivals, plan, clients);
        } finally {
            for (Rival rival : rivals) {
                rival.close();
            }
        }
        directory.release();
        run.report(new Results(host, bursts, List.of()), environment);
        return (bursts.stream().allMatch(burst -> burst.failures() == 0) ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private List<Peer> found() throws Failure {
        List<String> names = Peer.ALL.stream().map(Peer::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new Failure(ExitCode.USAGE, name + " is no peer", "Take " + String.join(", ", names));
            }
        }
        List<Peer> found = new ArrayList<>();
        for (Peer peer : Peer.ALL) {
            if (!only.isEmpty() && !only.contains(peer.name())) {
                continue;
            }
            List<String> missing = peer.missing();
            if (missing.isEmpty()) {
                found.add(peer);
            } else {
                environment.terminal().note(peer.name() + ": " + String.join(", ", missing) + " not found, skipped");
            }
        }
        return found;
    }
}
