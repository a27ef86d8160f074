package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.GivenNetwork;
import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Results;
import carnet.cli.client.NodeUrl;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the load goes and where the results go. */
final class LoadOptions {
    @Option(
            names = "--node",
            paramLabel = "URL",
            split = ",",
            description = {
                "All nodes of a network that is there; the first one takes the uploads.",
                "Without it five nodes are started on this machine, anew for each round."
            })
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--member", paramLabel = "DIR", description = "With --node: the directory of a registered member.")
    private @Nullable Path member;

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "With --node: opens that member's keys.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one).")
    private @Nullable Path dir;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the files' bytes and of the order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the results as one JSON object.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the results to FILE as JSON; 'carnet bench report FILE' draws them.")
    private @Nullable Path output;

    long seed() {
        return seed;
    }

    /** Returns where to write the results, checked before the long work. */
    void requireWritable() throws Failure {
        if (output != null) {
            Path parent = output.toAbsolutePath().getParent();
            if (Files.isDirectory(output) || parent == null || !Files.isDirectory(parent)) {
                throw new Failure(
                        ExitCode.USAGE, output + " cannot be written", "Name a file in a directory that exists");
            }
        }
    }

    RunDirectory directory() throws IOException, Failure {
        return RunDirectory.take(dir);
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

    void report(Results results, Environment environment) throws IOException {
        if (output != null) {
            results.write(output);
        }
        if (json) {
            environment.terminal().out().println(results.json());
            return;
        }
        Table.print(results, environment.terminal());
        if (output != null) {
            environment.terminal().line("Written to " + output + "; draw it with: ./carnet bench report " + output);
        }
    }
}
