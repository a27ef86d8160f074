package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.Page;
import carnet.node.api.RecordStatus;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists records as the chain and the pool know them. */
@Command(
        name = "list",
        description = {
            "List the records of a member (default: yours), oldest first.",
            "With more records than --limit, each page is sorted for itself; the pages follow the HashIDs."
        })
final class RecordListCommand extends Leaf {
    private static final int MAX_PAGE = 1000;

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--owner", paramLabel = "KEY", description = "The owner's first key.")
    private @Nullable String owner;

    @Option(names = "--all", description = "List the records of all members.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", paramLabel = "TEXT", description = "Go on where the list before ended.")
    private @Nullable String cursor;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecordListCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run() throws Exception {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new Failure(ExitCode.USAGE, "--limit is " + limit, "Give a number from 1 to " + MAX_PAGE);
        }
        String whose = owner == null
                ? null
                : argument("--owner", () -> PublicKey.fromHex(String.valueOf(owner)))
                        .hex();
        if (whose == null && !all) {
            whose = home.open().card().key().hex();
        }
        NodeClient client = node.client(home.directory(), environment());
        Page<RecordStatus> page = oldestFirst(client.records(whose, cursor, limit));
        if (json) {
            printJson(page);
            return ExitCode.OK;
        }
        for (RecordStatus record : page.items()) {
            terminal()
                    .format(
                            "%s  %-9s %d of %d  %-7s up to %s  %s",
                            record.hashId(),
                            record.state(),
                            record.replicas(),
                            record.nodes(),
                            record.recordClass(),
                            Sizes.ofClass(record.sizeClass()),
                            Instant.ofEpochMilli(record.timeMillis()));
        }
        if (page.next() != null) {
            terminal().note("There are more: add --cursor " + page.next());
        } else if (page.items().isEmpty()) {
            terminal().note("No records.");
        }
        return ExitCode.OK;
    }

    /** Sorts by the time that is printed; nodes list records by HashID, which is no order for people. */
    private static Page<RecordStatus> oldestFirst(Page<RecordStatus> page) {
        return new Page<>(
                page.items().stream()
                        .sorted(Comparator.comparingLong(RecordStatus::timeMillis))
                        .toList(),
                page.next());
    }
}
