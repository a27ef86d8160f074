package carnet.node.http;

import carnet.node.api.NodeService;
import carnet.node.api.TransactionStatus;
import java.util.List;

/** Signed transactions and their fate. */
final class TransactionRoutes {
    private final NodeService service;

    TransactionRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/transactions", Reply.OCTETS, HttpLimits.TRANSACTION_BYTES, this::submit),
                Route.get("/v1/transactions/{txid}", this::get));
    }

    private Reply submit(Request request) {
        return Submits.later(service.submitTransaction(request.body()), request);
    }

    private Reply get(Request request) throws Refusal {
        TransactionStatus status = service.transaction(request.hex("txid"));
        if (status == null) {
            throw Refusal.notFound("Neither the chain nor the pool of this node knows this transaction.");
        }
        return Reply.json(200, status);
    }
}
