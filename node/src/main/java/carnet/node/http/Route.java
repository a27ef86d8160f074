package carnet.node.http;

import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint.
 *
 * @param method GET, PUT or POST
 * @param pattern the path; a segment such as "{cid}" matches any text without a slash
 * @param query the query parameters it knows
 * @param bodyType the media type of its request body, or null when it takes none
 * @param bodyLimitBytes longest request body
 * @param handler what answers; runs on a worker thread
 */
record Route(
        HttpMethod method,
        String pattern,
        Set<String> query,
        @Nullable String bodyType,
        int bodyLimitBytes,
        Handler handler) {

    /** Answers a request on a worker thread. */
    @FunctionalInterface
    interface Handler {
        Reply handle(Request request) throws Refusal, IOException;
    }

    static Route get(String pattern, Handler handler, String... query) {
        return new Route(HttpMethod.GET, pattern, Set.of(query), null, 0, handler);
    }

    static Route post(String pattern, Handler handler) {
        return new Route(HttpMethod.POST, pattern, Set.of(), null, 0, handler);
    }

    static Route post(String pattern, String bodyType, int bodyLimitBytes, Handler handler) {
        return new Route(HttpMethod.POST, pattern, Set.of(), bodyType, bodyLimitBytes, handler);
    }

    static Route put(String pattern, String bodyType, int bodyLimitBytes, Handler handler) {
        return new Route(HttpMethod.PUT, pattern, Set.of(), bodyType, bodyLimitBytes, handler);
    }

    /** Returns the parts between slashes. */
    static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * Returns the values of the pattern's parameters, or null when a path is not of this route.
     *
     * @param wanted the segments of the pattern
     * @param given the segments of the path
     */
    static @Nullable Map<String, String> match(List<String> wanted, List<String> given) {
        if (wanted.size() != given.size()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.startsWith("{") && !given.get(i).isEmpty()) {
                parameters.put(segment.substring(1, segment.length() - 1), given.get(i));
            } else if (!segment.equals(given.get(i))) {
                return null;
            }
        }
        return parameters;
    }
}
