package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.GivenNetwork;
import carnet.benchmarks.network.LocalNetwork;
import carnet.cli.client.NodeUrl;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the load goes. */
final class LoadOptions {
    @Option(
            names = "--node",
            paramLabel = "URL",
            split = ",",
            description = {
                "All nodes of a network that is there; the first one takes the uploads. Take none that is in use: what is"
                        + " put stays there for good, some 4,000 records and 120 MB a round beside what is measured.",
                "Without it five nodes are started on this machine, anew for each round."
            })
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--member", paramLabel = "DIR", description = "With --node: the directory of a registered member.")
    private @Nullable Path member;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "With --node: opens that member's keys.")
    private @Nullable Path passphraseFile;

    @Mixin
    private RunOptions run = new RunOptions();

    /** Returns the options that all runs have. */
    RunOptions run() {
        return run;
    }

    /** Fails when a network that is there would have to keep too much of all rounds. */
    void requireRoom(List<Rounds.Point> plan) throws Failure {
        long bytes = 0;
        long files = 0;
        for (Rounds.Point point : plan) {
            if (!nodes.isEmpty() && point.kind().movesContent()) {
                files += (long) point.files() * point.repeats();
                bytes += point.files() * point.fileBytes() * point.repeats();
            }
        }
        Limits.requireBytes(files, bytes);
    }

    /** Fails when only the node that takes the uploads was named. */
    void requireAnotherNode() throws Failure {
        if (!nodes.isEmpty() && new HashSet<>(nodes).size() < 2) {
            throw new Failure(
                    ExitCode.USAGE,
                    "files are read at a node that did not take the upload, and only one was named",
                    "Name all nodes: --node URL,URL");
        }
    }

    /** Returns what opens the network for each round. */
    Cluster.Source source(Path directory, Environment environment) throws Failure {
        if (nodes.isEmpty()) {
            if (member != null || passphraseFile != null) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--member and --passphrase-file go with --node",
                        "Name the nodes, or leave them out");
            }
            AtomicInteger round = new AtomicInteger();
            return () -> {
                Path home = Files.createDirectory(directory.resolve("network-" + round.incrementAndGet()));
                LocalNetwork network = LocalNetwork.open(home, environment);
                return new Discarded(network, home);
            };
        }
        if (member == null || passphraseFile == null) {
            throw new Failure(
                    ExitCode.USAGE, "--node goes with --member and --passphrase-file", "Name a registered member too");
        }
        if (!Files.isDirectory(member) || !Files.isReadable(passphraseFile)) {
            Path missing = Files.isDirectory(member) ? passphraseFile : member;
            throw new Failure(ExitCode.USAGE, missing + " is not there or cannot be read", "Correct its name");
        }
        List<NodeUrl> urls = new ArrayList<>();
        for (String node : nodes) {
            try {
                urls.add(NodeUrl.parse(node));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "--node: " + e.getMessage());
            }
        }
        Path home = member;
        Path passphrase = passphraseFile;
        return () -> new GivenNetwork(urls, home, passphrase, environment);
    }
}
