package carnet.node.http;

import carnet.node.api.BlockInfo;
import carnet.node.api.NodeService;
import carnet.node.api.Page;
import java.util.ArrayList;
import java.util.List;

/** The blocks, and their verification from genesis. */
final class ChainRoutes {
    private static final int HEIGHT_DIGITS = 18;

    private final NodeService service;

    ChainRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/blocks", this::list, "from", "limit"),
                Route.get("/v1/blocks/{heightOrHash}", this::get),
                Route.post("/v1/chain/verification", request -> Reply.json(202, service.startVerification())),
                Route.get("/v1/chain/verification", request -> Reply.json(200, service.verification())));
    }

    private Reply list(Request request) throws Refusal {
        long from = request.number("from", 0, 0);
        int limit = request.limit();
        List<BlockInfo> items = new ArrayList<>();
        long transactions = 0;
        boolean more = true;
        while (more && items.size() < limit && transactions < HttpLimits.PAGE_TRANSACTIONS) {
            int asked = Math.min(limit - items.size(), HttpLimits.BLOCKS_AT_A_TIME);
            List<BlockInfo> part = service.blocks(from, asked);
            for (BlockInfo block : part) {
                transactions += block.transactions().size();
                from = block.height() + 1;
            }
            items.addAll(part);
            more = part.size() == asked;
        }
        return Reply.json(200, new Page<>(items, more ? Long.toString(from) : null));
    }

    private Reply get(Request request) throws Refusal {
        String name = request.path("heightOrHash");
        boolean height = name.length() <= HEIGHT_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!height && !Request.isHash(name)) {
            throw Refusal.badRequest(
                    "heightOrHash must be a height in decimal or a hash of 64 lower-case hexadecimal digits.",
                    "heightOrHash");
        }
        BlockInfo block = service.block(name);
        if (block == null) {
            throw Refusal.notFound("This node knows no such block.");
        }
        return Reply.json(200, block);
    }
}
