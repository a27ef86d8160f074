package carnet.node.http;

import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import carnet.node.api.NodeService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The blocks of payloads, by content identifier. */
final class ChunkRoutes {
    private static final long FULL_RETRY_MILLIS = 5_000;

    private final NodeService service;

    ChunkRoutes(NodeService service) {
        this.service = service;
    }

    /** A question for blocks. */
    record Wanted(List<String> cids) {}

    /** Those of the blocks asked for that the node lacks. */
    record Missing(List<String> missing) {}

    /** What became of a block. */
    record Put(String cid, ChunkReply result) {}

    List<Route> routes() {
        return List.of(
                Route.put("/v1/chunks/{cid}", Reply.OCTETS, HttpLimits.CHUNK_BYTES, this::put),
                Route.get("/v1/chunks/{cid}", this::get),
                Route.post("/v1/chunks/missing", Reply.JSON, HttpLimits.JSON_BYTES, this::missing));
    }

    private Reply put(Request request) throws Refusal {
        Cid cid = request.cid("cid");
        ChunkReply result = service.putChunk(cid, request.body());
        return switch (result) {
            case STORED -> Reply.json(201, new Put(cid.toString(), result));
            case ALREADY_HELD -> Reply.json(200, new Put(cid.toString(), result));
            case MISMATCH ->
                throw new Refusal(
                        400,
                        "CID_MISMATCH",
                        "The bytes do not hash to the content identifier in the path. Send the block again.",
                        "cid",
                        Map.of());
            case UPLOADS_FULL ->
                throw Refusal.busy(
                        "UPLOADS_FULL",
                        "Too many uploaded bytes wait for a record that names them. Try again in 5 seconds.",
                        FULL_RETRY_MILLIS);
            case DISK_FULL ->
                throw new Refusal(507, "DISK_FULL", "The node's disk is full, so it stores nothing. Use another node.");
        };
    }

    private Reply get(Request request) throws Refusal, IOException {
        byte[] bytes = service.chunk(request.cid("cid"));
        if (bytes == null) {
            throw Refusal.notHeldHere("this block");
        }
        return Reply.octets(bytes);
    }

    private Reply missing(Request request) throws Refusal {
        List<String> wanted = Json.read(request.body(), Wanted.class).cids();
        if (wanted.size() > HttpLimits.MISSING_CIDS) {
            throw Refusal.badRequest("cids has more than " + HttpLimits.MISSING_CIDS + " entries.", "cids");
        }
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            cids.add(Request.cid("cids[" + i + "]", wanted.get(i)));
        }
        return Reply.json(
                200,
                new Missing(
                        service.missingChunks(cids).stream().map(Cid::toString).toList()));
    }
}
