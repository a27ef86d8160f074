package carnet.cli.client;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.RecordStatus;
import carnet.node.api.TransactionStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until a node says that something has come about, and says why not when it does not come in time. */
public final class Waiting {
    /** Between two questions: short against the time between blocks, cheap for the node. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final NodeClient node;
    private final Environment environment;
    private final Duration timeout;

    /** Waits at most {@code timeout} for each thing. */
    public Waiting(NodeClient node, Environment environment, Duration timeout) {
        this.node = node;
        this.environment = environment;
        this.timeout = timeout;
    }

    /** Waits until a transaction is in a block. */
    public TransactionStatus forBlock(String txid) throws Failure, InterruptedException {
        long deadlineMillis = environment.clock().millis() + timeout.toMillis();
        while (true) {
            Optional<TransactionStatus> status = node.transaction(txid);
            if (status.isPresent() && status.get().state().equals("in block")) {
                return status.get();
            }
            @Nullable String reason = status.isPresent() ? status.get().reason() : null;
            pauseOrFail(deadlineMillis, "the transaction is in no block", reason, "carnet tx show " + txid);
        }
    }

    /** Waits until a record is in a block. */
    public RecordStatus forBlock(String owner, String hashId) throws Failure, InterruptedException {
        long deadlineMillis = environment.clock().millis() + timeout.toMillis();
        while (true) {
            Optional<RecordStatus> status = node.record(owner, hashId);
            if (status.isPresent() && status.get().state().equals("in block")) {
                return status.get();
            }
            pauseOrFail(deadlineMillis, "the record is in no block", reason(status), "carnet record status " + hashId);
        }
    }

    /** Waits until all nodes that should hold a record do. */
    public RecordStatus forReplicas(String owner, String hashId) throws Failure, InterruptedException {
        long deadlineMillis = environment.clock().millis() + timeout.toMillis();
        while (true) {
            Optional<RecordStatus> status = node.record(owner, hashId);
            if (status.isPresent() && status.get().replicas() >= status.get().nodes()) {
                return status.get();
            }
            String missing = status.map(
                            each -> "the record is on " + each.replicas() + " of " + each.nodes() + " nodes")
                    .orElse("the record is not replicated");
            pauseOrFail(deadlineMillis, missing, reason(status), "carnet record status " + hashId);
        }
    }

    private static @Nullable String reason(Optional<RecordStatus> status) {
        return status.isPresent() ? status.get().reason() : null;
    }

    private void pauseOrFail(long deadlineMillis, String what, @Nullable String reason, String command)
            throws Failure, InterruptedException {
        if (environment.clock().millis() >= deadlineMillis) {
            String because = reason == null || reason.isEmpty() ? "" : ": " + reason;
            throw new Failure(
                    ExitCode.FAILED,
                    what + " after " + timeout.toSeconds() + " s" + because,
                    "It was accepted and stays so; look again with: " + command);
        }
        environment.pause().pause(PAUSE);
    }
}
