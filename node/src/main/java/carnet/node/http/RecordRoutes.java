package carnet.node.http;

import carnet.crypto.cid.Cid;
import carnet.node.api.NodeService;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Records: their submission, their status, their key box and their ciphertext. */
final class RecordRoutes {
    private final NodeService service;
    private final Payload payload;

    RecordRoutes(NodeService service) {
        this.service = service;
        this.payload = new Payload(service::chunk);
    }

    /** A record to be taken: both parts in base64. */
    record Submission(String transaction, String keyBox) {}

    List<Route> routes() {
        return List.of(
                Route.post("/v1/records", Reply.JSON, HttpLimits.JSON_BYTES, this::submit),
                Route.get("/v1/records", this::list, "owner", "cursor", "limit"),
                Route.get("/v1/records/{ownerKey}/{hashId}", request -> Reply.json(200, find(request))),
                Route.get("/v1/records/{ownerKey}/{hashId}/key-box", this::keyBox),
                Route.get("/v1/records/{ownerKey}/{hashId}/payload", this::payload));
    }

    private Reply submit(Request request) throws Refusal {
        Submission submission = Json.read(request.body(), Submission.class);
        byte[] transaction = decode("transaction", submission.transaction(), HttpLimits.TRANSACTION_BYTES);
        byte[] keyBox = decode("keyBox", submission.keyBox(), HttpLimits.KEY_BOX_BYTES);
        return Submits.later(service.submitRecord(transaction, keyBox), request);
    }

    private static byte[] decode(String field, String base64, int limitBytes) throws Refusal {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(field + " must be base64.", field);
        }
        if (bytes.length > limitBytes) {
            throw Refusal.badRequest(field + " is longer than " + limitBytes + " bytes.", field);
        }
        return bytes;
    }

    private Reply list(Request request) throws Refusal {
        String owner = request.queryKey("owner");
        int limit = request.limit();
        return request.page(cursor -> service.records(owner, cursor, limit));
    }

    private RecordStatus find(Request request) throws Refusal {
        RecordStatus record = service.record(request.key("ownerKey"), request.hex("hashId"));
        if (record == null) {
            throw Refusal.notFound("Neither the chain nor the pool of this node knows this record.");
        }
        return record;
    }

    private Reply keyBox(Request request) throws Refusal, IOException {
        byte[] bytes = service.chunk(Cid.parse(find(request).keyBoxCid()));
        if (bytes == null) {
            throw Refusal.notHeldHere("this record's key box");
        }
        return Reply.octets(bytes);
    }

    private Reply payload(Request request) throws Refusal, IOException {
        return payload.reply(Cid.parse(find(request).payloadCid()), request.headers());
    }
}
