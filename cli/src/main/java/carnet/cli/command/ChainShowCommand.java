package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.BlockInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists blocks. */
@Command(name = "show", description = "List blocks of the best chain (default: the last ones).")
final class ChainShowCommand extends Leaf {
    private static final int MAX_LIMIT = 1000;

    @Option(names = "--from", paramLabel = "HEIGHT", description = "The first height.")
    private @Nullable Long from;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ChainShowCommand(Environment environment) {
        super(environment);
    }

    private record Result(List<BlockInfo> blocks) {}

    @Override
    ExitCode run() throws Exception {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Failure(ExitCode.USAGE, "--limit is " + limit, "Give a number from 1 to " + MAX_LIMIT);
        }
        if (from != null && from < 0) {
            throw new Failure(ExitCode.USAGE, "--from is " + from, "Heights count from 0");
        }
        NodeClient client = node.client(home.directory(), environment());
        long first = from != null ? from : Math.max(0, client.status().height() - limit + 1);
        List<BlockInfo> blocks = client.blocks(first, limit);
        if (json) {
            printJson(new Result(blocks));
            return ExitCode.OK;
        }
        for (BlockInfo block : blocks) {
            terminal()
                    .format(
                            "%6d  %s  %s  %-8s rank %d  %3d transactions%s",
                            block.height(),
                            block.hash(),
                            Instant.ofEpochMilli(block.timestampMillis()),
                            block.minerName(),
                            block.rank(),
                            block.transactions().size(),
                            block.irreversible() ? "  final" : "");
        }
        return ExitCode.OK;
    }
}
