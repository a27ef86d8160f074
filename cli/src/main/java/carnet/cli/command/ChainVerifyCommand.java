package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Terminal.Colour;
import carnet.node.api.VerificationStatus;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a node recompute everything from genesis. */
@Command(
        name = "verify",
        description = "Have a node recompute its whole chain and read back every record; exit 1 if anything is wrong.")
final class ChainVerifyCommand extends Leaf {
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ChainVerifyCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        NodeClient client = node.client(home.directory(), environment());
        VerificationStatus status = client.startVerification();
        while (status.state().equals("running")) {
            environment().pause().pause(PAUSE);
            status = client.verification();
            if (terminal().interactive()) {
                terminal().note("Checked " + status.checkedBlocks() + " of " + status.totalBlocks() + " blocks");
            }
        }
        boolean ok = status.state().equals("ok");
        if (json) {
            printJson(status);
        } else if (ok) {
            terminal()
                    .line(
                            Colour.GREEN,
                            "All is well: " + status.checkedBlocks() + " blocks and " + status.checkedRecords()
                                    + " records up to " + status.head());
        } else {
            terminal()
                    .error("the chain of this node is damaged: " + status.problem()
                            + ". Stop the node and let it fetch the chain anew from its peers");
        }
        return ok ? ExitCode.OK : ExitCode.FAILED;
    }
}
