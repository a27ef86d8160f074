package carnet.benchmarks.peers;

import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.Programs;
import carnet.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/**
 * Software that may be installed.
 *
 * @param name of it, as options take it
 * @param programs that it needs on the path
 * @param isolated whether it must run where nothing leaves this machine, since it cannot be kept from trying
 * @param candidate starts it
 */
public record Peer(String name, List<String> programs, boolean isolated, Candidate candidate) {
    /** All of them. */
    public static final List<Peer> ALL = List.of(
            new Peer(
                    "restic",
                    List.of("restic"),
                    false,
                    new Candidate("restic", (sites, environment) -> Restic.open(sites.get(0), environment))),
            new Peer("syncthing", List.of("syncthing"), false, new Candidate("syncthing", Syncthing::open)),
            // IPFS Cluster asks the local router for port mappings, whatever its configuration says.
            new Peer(
                    "kubo",
                    List.of("ipfs", "ipfs-cluster-service"),
                    true,
                    new Candidate("kubo + ipfs-cluster", Kubo::open)));

    /**
     * Returns those of the peers that can be started here, and says of the others why not.
     *
     * @param isIsolated whether nothing leaves the places where they would run
     */
    public static List<Candidate> installed(List<Peer> peers, boolean isIsolated, Terminal terminal) {
        List<Candidate> installed = new ArrayList<>();
        for (Peer peer : peers) {
            List<String> missing = peer.missing();
            if (!missing.isEmpty()) {
                terminal.note(peer.name() + ": " + String.join(", ", missing) + " not found, skipped");
            } else if (peer.isolated() && !isIsolated) {
                terminal.note(peer.name() + ": skipped, since it would speak to the local network; run this command"
                        + " with: unshare -n sh -c 'ip link set lo up && exec \"$@\"' sh");
            } else {
                installed.add(peer.candidate());
            }
        }
        return installed;
    }

    /** Returns the programs that are not installed. */
    public List<String> missing() {
        return programs.stream()
                .filter(program -> Programs.find(program).isEmpty())
                .toList();
    }
}
