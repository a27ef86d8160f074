package carnet.benchmarks.peers;

import carnet.benchmarks.load.CurveOptions;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.load.RunOptions;
import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.RivalContender;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
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
            "Put files of the same sizes into other software, one burst of each in turn: restic (encrypted ingest into a local"
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
        List<Rounds.Point> plan = curve.plan();
        RivalContender.requireContent(plan);
        int clients = curve.clients();
        Terminal terminal = environment.terminal();
        List<Candidate> installed = Peer.installed(chosen(), Site.isMachineIsolated(), terminal);
        if (installed.isEmpty()) {
            return ExitCode.OK.status();
        }
        return RivalContender.measureHere(installed, SITES, plan, clients, run, environment);
    }

    private List<Peer> chosen() throws Failure {
        List<String> names = Peer.ALL.stream().map(Peer::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new Failure(ExitCode.USAGE, name + " is no peer", "Take " + String.join(", ", names));
            }
        }
        return Peer.ALL.stream()
                .filter(peer -> only.isEmpty() || only.contains(peer.name()))
                .toList();
    }
}
