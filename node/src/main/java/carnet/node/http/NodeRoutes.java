package carnet.node.http;

import carnet.node.api.NodeService;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** What the node is: its status, its genesis, its figures, and the description of this API. */
final class NodeRoutes {
    private static final String DESCRIPTION = "openapi.json";

    private final NodeService service;

    NodeRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/status", request -> Reply.json(200, service.status())),
                Route.get("/v1/genesis", request -> Reply.octets(service.genesis())),
                Route.get("/v1/openapi.json", request -> new Reply.Whole(200, Reply.JSON, description(), Map.of())),
                Route.get("/metrics", request -> Reply.text(Metrics.CONTENT_TYPE, Metrics.of(service.status()))));
    }

    private static byte[] description() throws IOException {
        try (InputStream in = NodeRoutes.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new IOException(DESCRIPTION + " is not in the program");
            }
            return in.readAllBytes();
        }
    }
}
