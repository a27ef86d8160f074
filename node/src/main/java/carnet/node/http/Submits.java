package carnet.node.http;

import carnet.node.api.SubmitReply;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Answers submitted transactions, once they are durable, without holding a thread meanwhile. */
final class Submits {
    private static final Set<String> FORBIDDEN = Set.of("NOT_A_MEMBER", "NOT_REGISTRAR");

    private Submits() {}

    /** What is answered for a transaction that was known before. */
    record Known(String txid) {}

    static Reply later(CompletableFuture<SubmitReply> submit, Request request) {
        return new Reply.Later(submit.thenApply(reply -> reply(reply, request)));
    }

    private static Reply reply(SubmitReply reply, Request request) {
        if (reply instanceof SubmitReply.Accepted accepted) {
            return Reply.json(202, accepted.receipt());
        } else if (reply instanceof SubmitReply.AlreadyKnown known) {
            return Reply.json(200, new Known(known.txid()));
        } else if (reply instanceof SubmitReply.Busy busy) {
            return Reply.refusal(Refusal.busy(busy.code(), busy.message(), busy.retryAfterMillis()), request.id());
        } else if (reply instanceof SubmitReply.Refused refused) {
            Refusal refusal =
                    new Refusal(status(refused.code()), refused.code(), refused.message(), refused.field(), Map.of());
            return Reply.refusal(refusal, request.id());
        }
        throw new IllegalStateException("no such reply: " + reply);
    }

    private static int status(String code) {
        if (FORBIDDEN.contains(code)) {
            return 403;
        }
        return code.endsWith("_EXISTS") || code.equals("FOREIGN_CONTENT") ? 409 : 400;
    }
}
