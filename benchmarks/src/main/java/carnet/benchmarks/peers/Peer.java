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
 * @param opening starts it
 */
public record Peer(String name, List<String> programs, Opening opening) {
    /** All of them. */
    public static final List<Peer> ALL = List.of(
            new Peer("restic", List.of("restic"), (sites, environment) -> Restic.open(sites.get(0), environment)),
            new Peer("syncthing", List.of("syncthing"), Syncthing::open));

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
