package carnet.node.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request's header must satisfy before a byte of its body is read. */
final class HeadCheck {
    private HeadCheck() {}

    /** Refuses bytes that are not HTTP, or too many. */
    static void decoded(DecoderResult result) throws Refusal {
        if (!result.isFailure()) {
            return;
        }
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
            throw new Refusal(
                    431,
                    "HEADERS_TOO_LARGE",
                    "The request line is longer than " + HttpLimits.REQUEST_LINE_BYTES
                            + " bytes or the header longer than " + HttpLimits.HEADER_BYTES + " bytes.");
        }
        throw Refusal.badRequest("The request is not valid HTTP/1.1.", null);
    }

    /** Refuses what no path takes: see the messages. */
    static void head(HttpRequest head, @Nullable String hostName) throws Refusal {
        decoded(head.decoderResult());
        HttpVersion version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw Refusal.badRequest("The request is not valid HTTP/1.1.", null);
        }
        if (!head.uri().startsWith("/")) {
            throw Refusal.badRequest("The request target must be a path that starts with a slash.", null);
        }
        HttpHeaders headers = head.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            throw Refusal.badRequest("The request must have one Host header.", "Host");
        }
        if (!HostName.isAllowed(hosts.get(0), hostName)) {
            throw forbidden(
                    "The Host header must be an IP address, localhost or the name this node is configured with.",
                    "Host");
        }
        if (headers.contains(HttpHeaderNames.ORIGIN)) {
            throw forbidden("Requests that a web page of another origin makes are refused.", "Origin");
        }
        if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
            throw unsupported("A request body must not be compressed.", "Content-Encoding");
        }
        for (String encoding : headers.getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
            if (!encoding.equalsIgnoreCase("chunked")) {
                throw unsupported("The only transfer encoding is chunked.", "Transfer-Encoding");
            }
        }
        if (headers.contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(head)) {
            throw new Refusal(417, "BAD_REQUEST", "The only expectation is 100-continue.", "Expect", Map.of());
        }
    }

    /** Refuses a body that {@code route} does not take. */
    static void body(HttpRequest head, Route route) throws Refusal {
        if (HttpUtil.getContentLength(head, 0L) > route.bodyLimitBytes()
                || (route.bodyType() == null && HttpUtil.isTransferEncodingChunked(head))) {
            throw Refusal.tooLarge(route.bodyLimitBytes());
        }
        String type = route.bodyType();
        if (type != null && !mediaType(head).equals(type)) {
            throw unsupported("The body of this request must be of type " + type + ".", "Content-Type");
        }
    }

    /** Returns the query parameters; refuses unknown and repeated ones. */
    static Map<String, String> query(String uri, Route route) throws Refusal {
        Map<String, List<String>> sent;
        try {
            sent = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, HttpLimits.QUERY_PARAMETERS).parameters();
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("The query is not correctly percent-encoded.", null);
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : sent.entrySet()) {
            String name = entry.getKey();
            if (!route.query().contains(name)) {
                throw new Refusal(
                        400,
                        "UNKNOWN_FIELD",
                        "The query has a parameter that this path does not know.",
                        name,
                        Map.of());
            }
            if (entry.getValue().size() != 1) {
                throw Refusal.badRequest("A query parameter is given more than once.", name);
            }
            query.put(name, entry.getValue().get(0));
        }
        return query;
    }

    private static String mediaType(HttpRequest head) {
        CharSequence type = HttpUtil.getMimeType(head);
        return type == null ? "" : type.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static Refusal forbidden(String message, String field) {
        return new Refusal(403, "FORBIDDEN_HOST", message, field, Map.of());
    }

    private static Refusal unsupported(String message, String field) {
        return new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", message, field, Map.of());
    }
}
