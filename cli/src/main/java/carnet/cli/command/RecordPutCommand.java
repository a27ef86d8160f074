package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.client.RecordUpload;
import carnet.cli.client.Stage;
import carnet.cli.client.Upload;
import carnet.cli.client.Waiting;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Problems;
import carnet.cli.terminal.Terminal.Colour;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts files as records. */
@Command(
        name = "put",
        description = {
            "Put files, or all files of a directory, as records: encrypted here, stored by the nodes.",
            "An upload that stopped goes on where it was when the same command is run again."
        })
final class RecordPutCommand extends Leaf {
    /** Blocks that travel at once, over all files. */
    private static final int SENDERS = 4;

    private static final int MAX_PARALLEL = 64;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or directories.")
    private List<Path> files = List.of();

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(
            names = "--wait",
            paramLabel = "STATE",
            defaultValue = "accepted",
            description = "Return when records are accepted, replicated or in a block: accepted, replicated, block"
                    + " (default: ${DEFAULT-VALUE}).")
    private String wait = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = {
                "How long to wait for what --wait says (default: ${DEFAULT-VALUE}).",
                "A record that was accepted goes on by itself when the time is over; the exit code is then 6."
            })
    private int timeoutSeconds;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many files at once, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Mixin
    private PassphraseOptions passphrases = new PassphraseOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecordPutCommand(Environment environment) {
        super(environment);
    }

    private record Result(List<PutOutcome> records) {}

    @Override
    ExitCode run() throws Exception {
        Stage stage = stage();
        if (parallel < 1 || parallel > MAX_PARALLEL) {
            throw new Failure(ExitCode.USAGE, "--parallel is " + parallel, "Give a number from 1 to " + MAX_PARALLEL);
        }
        List<Path> all = PutFiles.list(files);
        if (all.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is nothing to put: "
                            + files.stream().map(Path::toString).collect(Collectors.joining(", ")) + " holds no files",
                    "Name files, or directories with files in them");
        }
        MemberHome member = home.open();
        NodeClient client = node.client(member, environment());
        member.requireNetwork(client.genesis().hash());
        MemberKeys keys = passphrases.unlock(environment(), member);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(parallel, all.size()));
        try {
            RecordUpload upload = new RecordUpload(client, keys, member.uploads(), senders, environment());
            List<PutOutcome> outcomes =
                    putAll(all, upload, client, keys.signing().publicKey().hex(), stage, workers);
            if (json) {
                printJson(new Result(outcomes));
            }
            return exitCode(outcomes);
        } finally {
            workers.shutdownNow();
            senders.shutdownNow();
        }
    }

    private List<PutOutcome> putAll(
            List<Path> all, RecordUpload upload, NodeClient client, String owner, Stage stage, ExecutorService workers)
            throws InterruptedException, ExecutionException {
        AtomicReference<@Nullable Failure> away = new AtomicReference<>();
        List<Future<PutOutcome>> running = new ArrayList<>();
        for (Path file : all) {
            running.add(workers.submit(() -> {
                PutOutcome outcome = put(file, upload, client, owner, stage, all.size() == 1, away);
                report(outcome);
                return outcome;
            }));
        }
        List<PutOutcome> outcomes = new ArrayList<>();
        for (Future<PutOutcome> each : running) {
            outcomes.add(each.get());
        }
        return outcomes;
    }

    private PutOutcome put(
            Path file,
            RecordUpload upload,
            NodeClient client,
            String owner,
            Stage stage,
            boolean alone,
            AtomicReference<@Nullable Failure> away)
            throws InterruptedException {
        Failure gone = away.get();
        if (gone != null) {
            return PutOutcome.failed(file.toString(), gone);
        }
        try (Bar bar = alone ? Bar.of(terminal(), String.valueOf(file.getFileName())) : Bar.NONE) {
            Upload done = upload.put(file, bar);
            return PutOutcome.of(file.toString(), done, stage, waitFor(done, client, owner, stage));
        } catch (Failure failure) {
            if (failure.exitCode() == ExitCode.NETWORK) {
                away.compareAndSet(null, failure);
            }
            return PutOutcome.failed(file.toString(), failure);
        } catch (IOException | UncheckedIOException e) {
            return PutOutcome.failed(file.toString(), Problems.ofDisk(e));
        }
    }

    private Stage stage() throws Failure {
        return switch (wait) {
            case "accepted" -> Stage.ACCEPTED;
            case "replicated" -> Stage.REPLICATED;
            case "block" -> Stage.IN_BLOCK;
            default -> throw new Failure(ExitCode.USAGE, "--wait: '" + wait + "'", "Say accepted, replicated or block");
        };
    }

    private Waiting.Seen waitFor(Upload done, NodeClient client, String owner, Stage stage)
            throws Failure, InterruptedException {
        if (stage == Stage.ACCEPTED) {
            return Waiting.Seen.NOTHING;
        }
        return new Waiting(client, environment(), Duration.ofSeconds(timeoutSeconds))
                .forRecord(owner, done.hashId().toString(), stage);
    }

    private synchronized void report(PutOutcome outcome) {
        if (!outcome.isFailed() && !json) {
            terminal().line(outcome.error() == null ? Colour.GREEN : Colour.YELLOW, outcome.line());
        }
        if (outcome.error() != null) {
            terminal().error(lineOf(outcome));
        }
    }

    private static String lineOf(PutOutcome outcome) {
        String error = String.valueOf(outcome.error());
        return outcome.isFailed() && error.contains(outcome.file()) ? error : outcome.file() + ": " + error;
    }

    private static ExitCode exitCode(List<PutOutcome> outcomes) {
        List<PutOutcome> failed = outcomes.stream().filter(PutOutcome::isFailed).toList();
        if (failed.isEmpty()) {
            return outcomes.stream().allMatch(each -> each.error() == null) ? ExitCode.OK : ExitCode.LATE;
        }
        boolean allAway = failed.stream().allMatch(each -> each.exitCode() == ExitCode.NETWORK.status());
        if (outcomes.size() > 1 && !allAway) {
            return ExitCode.FAILED;
        }
        return ExitCode.ofStatus(failed.get(0).exitCode());
    }
}
