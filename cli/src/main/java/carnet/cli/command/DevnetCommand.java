package carnet.cli.command;

import carnet.cli.devnet.Commands;
import carnet.cli.devnet.Devnet;
import carnet.cli.devnet.NodeHost;
import carnet.cli.devnet.Report;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a network on this machine and tells the whole story on it. */
@Command(
        name = "devnet",
        description = {
            "Run a network of several nodes on this machine, and the whole story on it.",
            "Makes keys, a genesis file and members of two countries, puts sample records at one node and reads them at"
                    + " another. Prints every command that it runs."
        })
final class DevnetCommand extends Leaf {
    private static final int MAX_NODES = 16;

    /** Digits of a hash that tell two apart at a glance. */
    private static final int SHORT_HASH = 16;

    @Option(names = "--once", description = "End after the story, with exit code 0 if all went well, else 1.")
    private boolean once;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A new directory for all data (default: a temporary one).")
    private @Nullable Path dir;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many nodes, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--json", description = "Print one JSON object at the end.")
    private boolean json;

    DevnetCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new Failure(ExitCode.USAGE, "--nodes is " + nodes, "Give a number from 1 to " + MAX_NODES);
        }
        Path where = directory();
        terminal().note("Everything is in " + where);
        Devnet devnet = new Devnet(where, environment(), new Commands(environment(), CarnetCommand::run));
        Thread onExit = new Thread(devnet::close, "stop nodes");
        Runtime.getRuntime().addShutdownHook(onExit);
        boolean ok = false;
        try {
            devnet.found(NodeHost.here(nodes));
            Report report = devnet.tell();
            ok = report.ok();
            print(report);
            if (!once) {
                devnet.explain();
                new CountDownLatch(1).await();
            }
            return ok ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            devnet.close();
            if (ok && once && dir == null) {
                delete(where);
            }
        }
    }

    private Path directory() throws IOException, Failure {
        if (dir == null) {
            return Files.createTempDirectory("carnet-devnet-");
        }
        Path named = dir.toAbsolutePath().normalize();
        Files.createDirectories(named);
        try (Stream<Path> inside = Files.list(named)) {
            if (inside.findAny().isPresent()) {
                throw new Failure(ExitCode.REFUSED, named + " is not empty", "Name one that is new or empty");
            }
        }
        return named;
    }

    private void print(Report report) {
        if (json) {
            printJson(report);
            return;
        }
        terminal().format("%-24s %10s %10s %12s %10s", "record", "size", "accepted", "on all nodes", "in block");
        for (Report.Put record : report.records()) {
            terminal()
                    .format(
                            "%-24s %10s %7d ms %9d ms %7d ms",
                            record.name(),
                            Sizes.of(record.bytes()),
                            record.acceptedMillis(),
                            record.replicatedMillis(),
                            record.inBlockMillis());
        }
        for (Report.Node node : report.nodes()) {
            terminal()
                    .format(
                            "%s  %s  height %d  head %s  %d MiB",
                            node.name(), node.id(), node.height(), node.head().substring(0, SHORT_HASH), node.rssMiB());
        }
        terminal()
                .line(
                        report.ok() ? Colour.GREEN : Colour.RED,
                        report.ok()
                                ? "Every file came back as it was; all nodes have one head."
                                : "A file came back different.");
    }

    private static void delete(Path where) throws IOException {
        try (Stream<Path> below = Files.walk(where)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
