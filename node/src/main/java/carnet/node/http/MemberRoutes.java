package carnet.node.http;

import carnet.node.api.MemberInfo;
import carnet.node.api.NodeService;
import java.util.List;

/** The registered members. */
final class MemberRoutes {
    private final NodeService service;

    MemberRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/members", this::list, "cursor", "limit"), Route.get("/v1/members/{key}", this::get));
    }

    private Reply list(Request request) throws Refusal {
        int limit = request.limit();
        return request.page(cursor -> service.members(cursor, limit));
    }

    private Reply get(Request request) throws Refusal {
        MemberInfo member = service.member(request.key("key"));
        if (member == null) {
            throw Refusal.notFound("No member is registered under this key.");
        }
        return Reply.json(200, member);
    }
}
