package carnet.cli.command;

import carnet.cli.home.HostPort;
import carnet.cli.home.NodeHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.card.NodeCard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a node's key and directory (RULES 33). */
@Command(
        name = "init",
        description = {
            "Make a node's key and directory on this machine.",
            "Prints the path of its public card, which goes to whoever creates the network. The key stays here."
        })
final class NodeInitCommand extends Leaf {
    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The node's directory.")
    private Path home = Path.of("");

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What people call it, such as A.")
    private String name = "";

    @Option(names = "--listen", required = true, paramLabel = "HOST:PORT", description = "Where it takes other nodes.")
    private String listen = "";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8645",
            description = "Where it takes its users, on this machine only (default: ${DEFAULT-VALUE}).")
    private String http = "";

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description = "Where other nodes reach it, if not at --listen.")
    private @Nullable String address;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    NodeInitCommand(Environment environment) {
        super(environment);
    }

    private record Result(String id, String name, String address, String card) {}

    @Override
    ExitCode run() throws Exception {
        HostPort listening = argument("--listen", () -> HostPort.parse(listen));
        HostPort serving = argument("--http", () -> HostPort.parseLoopback(http));
        HostPort reached = address == null ? listening : argument("--address", () -> HostPort.parse(address()));
        if (reached.isWildcard()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "other nodes cannot connect to " + reached,
                    "Add --address HOST:PORT with the name or address under which they reach this machine");
        }
        NodeCard card;
        try {
            card = NodeHome.create(
                    home, name, listening, serving, reached, environment().entropy());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), "Correct --name or the addresses");
        }
        Path file = home.resolve("card.json");
        if (json) {
            printJson(new Result(card.id().toString(), card.name(), card.address(), file.toString()));
        } else {
            terminal().line("Node " + card.name() + " is " + card.id());
            terminal().line("Public card: " + file + " (give it to whoever creates the network)");
            terminal().line("Secret key:  " + home.resolve("node.key") + " (stays here; back it up)");
        }
        return ExitCode.OK;
    }

    private String address() {
        return java.util.Objects.requireNonNull(address);
    }
}
