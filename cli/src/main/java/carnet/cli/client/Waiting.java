package carnet.cli.client;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.RecordStatus;
import carnet.node.api.TransactionStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a node until something has come about, and says what is missing when it does not come in time. */
public final class Waiting {
    /** Between two questions: short against the time between blocks, cheap for the node. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final String EXPIRED = "expired";

    private final NodeClient node;
    private final Environment environment;
    private final Duration timeout;

    /** Waits at most {@code timeout} for each thing. */
    public Waiting(NodeClient node, Environment environment, Duration timeout) {
        this.node = node;
        this.environment = environment;
        this.timeout = timeout;
    }

    /**
     * What a record was seen to reach while it was waited for.
     *
     * @param replicatedAtMillis this machine's clock when the node knew all replicas, or null
     * @param inBlockAtMillis this machine's clock when it was in a block, or null
     * @param missing what did not come in time and how to go on, in plain English, or null when all came
     */
    public record Seen(@Nullable Long replicatedAtMillis, @Nullable Long inBlockAtMillis, @Nullable String missing) {
        /** Nothing was waited for. */
        public static final Seen NOTHING = new Seen(null, null, null);

        private Seen with(RecordStatus record, long nowMillis) {
            boolean replicated = record.replicas() >= record.nodes();
            boolean inBlock = record.state().equals("in block");
            return new Seen(
                    replicated && replicatedAtMillis == null ? Long.valueOf(nowMillis) : replicatedAtMillis,
                    inBlock && inBlockAtMillis == null ? Long.valueOf(nowMillis) : inBlockAtMillis,
                    null);
        }

        /** Returns the same with what did not come in time. */
        public Seen lacking(String what) {
            return new Seen(replicatedAtMillis, inBlockAtMillis, what);
        }
    }

    /**
     * Waits until a record that was accepted has come to {@code stage}. A node that goes away meanwhile takes nothing
     * back: that is said in what is missing.
     *
     * @throws Failure when the record's transaction ended without a block, so that it is no record any more
     */
    public Seen forRecord(String owner, String hashId, Stage stage) throws Failure, InterruptedException {
        long deadlineMillis = deadlineMillis();
        Seen seen = Seen.NOTHING;
        while (true) {
            Optional<RecordStatus> status;
            try {
                status = node.record(owner, hashId);
            } catch (Failure failure) {
                return seen.lacking("it was accepted and stays so, but " + failure.line());
            }
            if (status.isPresent() && status.get().state().equals(EXPIRED)) {
                throw ended(status.get().reason());
            }
            long nowMillis = environment.clock().millis();
            if (status.isPresent()) {
                seen = seen.with(status.get(), nowMillis);
            }
            if (isReached(seen, stage)) {
                return seen;
            }
            if (nowMillis >= deadlineMillis) {
                return seen.lacking(missing(status, stage) + " after " + timeout.toSeconds()
                        + " s. It was accepted and stays so, and the nodes go on by themselves;"
                        + " see how it stands with: carnet record status " + hashId);
            }
            environment.pause().pause(PAUSE);
        }
    }

    private static boolean isReached(Seen seen, Stage stage) {
        return switch (stage) {
            case ACCEPTED -> true;
            case REPLICATED -> seen.replicatedAtMillis() != null;
            case IN_BLOCK -> seen.inBlockAtMillis() != null;
        };
    }

    private static String missing(Optional<RecordStatus> status, Stage stage) {
        if (stage == Stage.IN_BLOCK) {
            return "the record is in no block";
        }
        return status.map(each -> "the record is on " + each.replicas() + " of " + each.nodes() + " nodes")
                .orElse("the record is not replicated");
    }

    /** Waits until a transaction that was accepted is in a block. */
    public TransactionStatus forBlock(String txid) throws Failure, InterruptedException {
        long deadlineMillis = deadlineMillis();
        while (true) {
            Optional<TransactionStatus> status = node.transaction(txid);
            String state = status.map(TransactionStatus::state).orElse("");
            if (state.equals("in block")) {
                return status.get();
            }
            if (state.equals(EXPIRED)) {
                throw ended(status.get().reason());
            }
            if (environment.clock().millis() >= deadlineMillis) {
                throw new Failure(
                        ExitCode.LATE,
                        "the transaction is in no block after " + timeout.toSeconds() + " s",
                        "It was accepted and waits on; see how it stands with: carnet tx show " + txid);
            }
            environment.pause().pause(PAUSE);
        }
    }

    private static Failure ended(@Nullable String reason) {
        return new Failure(
                ExitCode.FAILED, "the transaction ended without a block: " + reason + " Run the same command again");
    }

    private long deadlineMillis() {
        return environment.clock().millis() + timeout.toMillis();
    }
}
