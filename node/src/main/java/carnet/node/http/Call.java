package carnet.node.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a request's handler on a worker and hands on its reply; whatever goes wrong is a reply too. */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private Call() {}

    static void run(Incoming incoming, Consumer<Reply> done) {
        Reply reply = reply(incoming);
        if (reply instanceof Reply.Later later) {
            CompletableFuture<Reply> unused = later.reply()
                    .whenComplete((value, failure) ->
                            finish(incoming, value == null ? internal(incoming, failure) : value, done));
        } else {
            finish(incoming, reply, done);
        }
    }

    private static void finish(Incoming incoming, Reply reply, Consumer<Reply> done) {
        incoming.body().release();
        done.accept(reply);
    }

    private static Reply reply(Incoming incoming) {
        try {
            return incoming.match().route().handler().handle(incoming.request());
        } catch (Refusal refusal) {
            return Reply.refusal(refusal, incoming.id());
        } catch (Exception e) {
            return internal(incoming, e);
        }
    }

    private static Reply internal(Incoming incoming, Throwable failure) {
        Route route = incoming.match().route();
        LOG.error("request {}: {} {} failed", incoming.id(), route.method(), route.pattern(), failure);
        Refusal refusal =
                new Refusal(500, "INTERNAL", "The node failed to answer. Its log says why, under this requestId.");
        return Reply.refusal(refusal, incoming.id());
    }
}
