package carnet.cli.command;

import carnet.cli.home.GenesisFile;
import carnet.cli.home.HomeFile;
import carnet.cli.home.HomeLock;
import carnet.cli.home.HostPort;
import carnet.cli.home.NodeHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.genesis.Genesis;
import carnet.crypto.sign.SigningKey;
import carnet.node.app.NodeMain;
import carnet.node.app.NodeSettings;
import carnet.node.app.StartFailure;
import carnet.node.net.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a node until it is told to stop. */
@Command(
        name = "start",
        description = {
            "Run the node of a directory until Ctrl-C or SIGTERM.",
            "The genesis file is needed at the first start; the node keeps a copy."
        })
final class NodeStartCommand extends Leaf {
    /** Chooses by the number of cores. */
    private static final int MINING_THREADS = 0;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The node's directory.")
    private Path home = Path.of("");

    @Option(names = "--genesis", paramLabel = "FILE", description = "The network's genesis file.")
    private @Nullable Path genesisFile;

    @Option(
            names = "--boot",
            arity = "1..*",
            paramLabel = "HOST:PORT",
            description = "Nodes to dial beside those of the genesis file.")
    private List<String> boot = List.of();

    NodeStartCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        NodeHome node = NodeHome.open(home);
        SigningKey key = node.key();
        List<PeerAddress> dialled = new ArrayList<>();
        for (HostPort each : node.boot()) {
            dialled.add(address(each));
        }
        for (String each : boot) {
            dialled.add(address(argument("--boot", () -> HostPort.parse(each))));
        }
        HomeLock lock = HomeLock.take(home);
        try {
            Genesis genesis = genesis(node);
            NodeSettings settings = new NodeSettings(
                    node.dataDirectory(),
                    genesis,
                    key,
                    node.listen().host(),
                    node.listen().port(),
                    new InetSocketAddress(node.http().host(), node.http().port()),
                    dialled,
                    MINING_THREADS,
                    Version.number());
            NodeMain.run(settings, running -> terminal()
                    .line("Node " + node.name() + " of network " + genesis.name() + " ("
                            + genesis.hash().shortHex() + ") serves at " + node.url()));
            return ExitCode.OK;
        } catch (StartFailure failure) {
            throw new Failure(ExitCode.ofStatus(failure.exitCode()), String.valueOf(failure.getMessage()));
        } finally {
            lock.close();
        }
    }

    private Genesis genesis(NodeHome node) throws IOException, Failure {
        Path kept = node.genesisFile();
        if (genesisFile == null) {
            if (!Files.exists(kept)) {
                throw new Failure(
                        ExitCode.USAGE,
                        "the node of " + home + " has no genesis file yet",
                        "Add --genesis FILE with the file that 'carnet network create' wrote");
            }
            return GenesisFile.read(kept);
        }
        Genesis given = GenesisFile.read(genesisFile);
        if (!Files.exists(kept)) {
            HomeFile.createPublic(kept, given.bytes());
            return given;
        }
        Genesis before = GenesisFile.read(kept);
        if (!before.hash().equals(given.hash())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "the node of " + home + " belongs to network " + before.hash() + ", but " + genesisFile + " is of "
                            + given.hash(),
                    "Start it without --genesis, or make another directory with 'carnet node init' for that network");
        }
        return before;
    }

    private static PeerAddress address(HostPort each) {
        return new PeerAddress(each.host(), each.port());
    }
}
