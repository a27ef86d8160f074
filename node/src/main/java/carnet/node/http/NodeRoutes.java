package carnet.node.http;

import carnet.node.api.NodeService;
import java.util.List;

/** What the node is: its status, its genesis, its figures, its description. */
final class NodeRoutes {
    private final NodeService service;

    NodeRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/status", request -> Reply.json(200, service.status())),
                Route.get("/v1/genesis", request -> Reply.octets(service.genesis())));
    }
}
