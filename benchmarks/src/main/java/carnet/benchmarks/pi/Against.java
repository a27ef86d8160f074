package carnet.benchmarks.pi;

import carnet.benchmarks.central.TraditionalSystem;
import carnet.benchmarks.load.Rounds;
import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.peers.Peer;
import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.RivalContender;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which other systems run on the boards, in turn with Carnet. */
final class Against {
    private static final String TRADITIONAL = "traditional";

    @Option(
            names = "--against",
            paramLabel = "SYSTEM",
            split = ",",
            description = {
                "Other systems that take files of the same sizes on the same Pis, one after the other in each round: traditional"
                        + " (PostgreSQL in three ways), restic, syncthing, kubo. What is not installed is skipped."
            })
    private List<String> names = new ArrayList<>();

    /** Returns whether nobody was named. */
    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Fails when a name is unknown, or a plan has nothing that others could take. */
    void requireSense(List<Rounds.Point> plan) throws Failure {
        List<String> known = Stream.concat(
                        Stream.of(TRADITIONAL), Peer.ALL.stream().map(Peer::name))
                .toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new Failure(
                        ExitCode.USAGE, "--against: " + name + " is not known", "Take " + String.join(", ", known));
            }
        }
        if (!isEmpty()) {
            RivalContender.requireContent(plan);
        }
    }

    /** Returns those that were named and are installed; of the others it says that they are skipped. */
    List<Candidate> installed(Terminal terminal) throws IOException, Failure {
        List<Candidate> installed = new ArrayList<>();
        if (names.contains(TRADITIONAL)) {
            installed.addAll(TraditionalSystem.variants(LocalNetwork.NODES, terminal));
        }
        List<Peer> peers =
                Peer.ALL.stream().filter(peer -> names.contains(peer.name())).toList();
        installed.addAll(Peer.installed(peers, true, terminal));
        return installed;
    }
}
