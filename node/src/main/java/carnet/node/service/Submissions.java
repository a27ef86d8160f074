package carnet.node.service;

import carnet.node.api.SubmitReply;
import carnet.node.core.Event;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that wait for what became of their transaction. */
final class Submissions {
    /** Callers that may wait at once: more than the HTTP side has connections. */
    private static final int LIMIT = 4_096;

    private final Receipts receipts;
    private final Executor signers;
    private final AtomicLong nextId = new AtomicLong(1);
    private final Map<Long, CompletableFuture<SubmitReply>> waiting = new ConcurrentHashMap<>();

    /**
     * Makes an empty one.
     *
     * @param signers sign the receipts: 300 at once would hold the core up for longer than their commit
     */
    Submissions(Receipts receipts, Executor signers) {
        this.receipts = receipts;
        this.signers = signers;
    }

    boolean isFull() {
        return waiting.size() >= LIMIT;
    }

    long open(CompletableFuture<SubmitReply> reply) {
        long id = nextId.getAndIncrement();
        waiting.put(id, reply);
        return id;
    }

    void onEvent(Event event) {
        if (event instanceof Event.Accepted accepted) {
            signers.execute(() -> finish(
                    accepted.submitId(),
                    new SubmitReply.Accepted(receipts.sign(accepted.txid(), accepted.acceptedAtMillis()))));
        } else if (event instanceof Event.AlreadyKnown known) {
            finish(known.submitId(), new SubmitReply.AlreadyKnown(known.txid().hex()));
        } else if (event instanceof Event.Refused refused) {
            finish(refused.submitId(), new SubmitReply.Refused(refused.code(), refused.message(), null));
        } else if (event instanceof Event.Busy busy) {
            finish(busy.submitId(), new SubmitReply.Busy(busy.code(), busy.message(), busy.retryAfterMillis()));
        }
    }

    private void finish(long id, SubmitReply reply) {
        CompletableFuture<SubmitReply> caller = waiting.remove(id);
        if (caller != null) {
            caller.complete(reply);
        }
    }
}
