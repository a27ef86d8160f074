package carnet.benchmarks.peers;

import carnet.benchmarks.rival.Programs;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.util.List;

/**
 * Software that may be installed.
 *
 * @param name of it, as options take it
 * @param programs that it needs on the path
 * @param isolated whether it must run where nothing leaves this machine, since it cannot be kept from trying
 * @param opening starts it
 */
public record Peer(String name, List<String> programs, boolean isolated, Opening opening) {
    /** All of them. */
    public static final List<Peer> ALL = List.of(
            new Peer(
                    "restic", List.of("restic"), false, (sites, environment) -> Restic.open(sites.get(0), environment)),
            new Peer("syncthing", List.of("syncthing"), false, Syncthing::open),
            // IPFS Cluster asks the local router for port mappings, whatever its configuration says.
            new Peer("kubo", List.of("ipfs", "ipfs-cluster-service"), true, Kubo::open));

    /** Starts a peer. */
    @FunctionalInterface
    public interface Opening {
        /** Starts it at the sites; the first one takes the files. */
        Rival open(List<Site> sites, Environment environment) throws IOException, Failure, InterruptedException;
    }

    /** Returns the programs that are not installed. */
    public List<String> missing() {
        return programs.stream()
                .filter(program -> Programs.find(program).isEmpty())
                .toList();
    }
}
