package carnet.node.http;

import carnet.node.api.NodeService;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of all endpoints. */
final class Router {
    private final List<Route> routes;

    /** The segments of each route's pattern, in the same order. */
    private final List<List<String>> patterns;

    Router(NodeService service) {
        List<Route> all = new ArrayList<>();
        all.addAll(new NodeRoutes(service).routes());
        all.addAll(new ChunkRoutes(service).routes());
        all.addAll(new RecordRoutes(service).routes());
        all.addAll(new TransactionRoutes(service).routes());
        all.addAll(new MemberRoutes(service).routes());
        all.addAll(new ChainRoutes(service).routes());
        all.addAll(new EventRoutes(service).routes());
        routes = List.copyOf(all);
        patterns = routes.stream().map(route -> Route.segments(route.pattern())).toList();
    }

    /** A route that matches, with the values of its path parameters. */
    record Match(Route route, Map<String, String> parameters) {}

    List<Route> routes() {
        return routes;
    }

    /** Returns the route of a path without its query; refuses with NOT_FOUND or METHOD_NOT_ALLOWED. */
    Match match(HttpMethod method, String path) throws Refusal {
        Map<HttpMethod, Match> matches = new LinkedHashMap<>();
        List<String> given = Route.segments(path);
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            Map<String, String> parameters = Route.match(patterns.get(i), given);
            if (parameters != null) {
                matches.putIfAbsent(route.method(), new Match(route, parameters));
            }
        }
        if (matches.isEmpty()) {
            throw Refusal.notFound("There is nothing at this path; GET /v1/openapi.json lists what there is.");
        }
        Match match = matches.get(method);
        if (match == null) {
            TreeSet<HttpMethod> allowed = new TreeSet<>(matches.keySet());
            String names =
                    String.join(", ", allowed.stream().map(HttpMethod::name).toList());
            throw new Refusal(
                    405, "METHOD_NOT_ALLOWED", "This path takes " + names + " only.", null, Map.of("allow", names));
        }
        return match;
    }
}
