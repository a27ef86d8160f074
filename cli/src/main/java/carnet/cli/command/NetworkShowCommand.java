package carnet.cli.command;

import carnet.cli.home.GenesisFile;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.sign.PublicKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a genesis file says. */
@Command(name = "show", description = "Show what a genesis file says.")
final class NetworkShowCommand extends Leaf {
    @Parameters(paramLabel = "FILE", description = "The genesis file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NetworkShowCommand(Environment environment) {
        super(environment);
    }

    private record Node(String id, String name, String address) {}

    private record Registrar(String key, String domain) {}

    private record Result(
            String genesis,
            String name,
            long timestampMillis,
            List<Node> nodes,
            List<Registrar> registrars,
            List<String> admins,
            int adminThreshold,
            long spacingMillis,
            long rankDelayMillis,
            int minerSpacing,
            String target,
            int maxBlockBytes,
            int maxRecordSizeClass) {}

    @Override
    ExitCode run() throws Exception {
        Genesis genesis = GenesisFile.read(file);
        if (json) {
            printJson(result(genesis));
        } else {
            print(genesis);
        }
        return ExitCode.OK;
    }

    private void print(Genesis genesis) {
        Policy policy = genesis.policy();
        ChainParameters numbers = policy.parameters();
        terminal().line("Network:   " + genesis.name());
        terminal().line("Genesis:   " + genesis.hash());
        terminal().line("Created:   " + Instant.ofEpochMilli(genesis.timestampMillis()));
        for (NodeCard node : policy.miners()) {
            terminal().format("Node:      %-8s %s  %s", node.name(), node.id(), node.address());
        }
        for (MemberCard registrar : policy.registrars()) {
            terminal().format("Registrar: %-8s %s", registrar.domain(), registrar.key());
        }
        for (PublicKey admin : policy.admins()) {
            terminal()
                    .format(
                            "Admin:     %s (%d of %d agree)",
                            admin, policy.adminThreshold(), policy.admins().size());
        }
        terminal()
                .format(
                        "Timing:    blocks at least %d ms apart, %d ms for each further rank, a miner at most once in %d blocks",
                        numbers.spacingMillis(), numbers.rankDelayMillis(), numbers.minerSpacing());
        terminal()
                .format(
                        "Limits:    blocks of %d bytes, records of 2^%d bytes",
                        numbers.maxBlockBytes(), numbers.maxRecordSizeClass());
    }

    private static Result result(Genesis genesis) {
        Policy policy = genesis.policy();
        ChainParameters numbers = policy.parameters();
        return new Result(
                genesis.hash().hex(),
                genesis.name(),
                genesis.timestampMillis(),
                policy.miners().stream()
                        .map(node -> new Node(node.id().toString(), node.name(), node.address()))
                        .toList(),
                policy.registrars().stream()
                        .map(card ->
                                new Registrar(card.key().hex(), card.domain().name()))
                        .toList(),
                policy.admins().stream().map(PublicKey::hex).toList(),
                policy.adminThreshold(),
                numbers.spacingMillis(),
                numbers.rankDelayMillis(),
                numbers.minerSpacing(),
                numbers.target().value().hex(),
                numbers.maxBlockBytes(),
                numbers.maxRecordSizeClass());
    }
}
