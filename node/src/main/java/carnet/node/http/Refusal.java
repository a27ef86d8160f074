package carnet.node.http;

import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request is refused: what its {@link carnet.node.api.ApiError} says, without the id of the request. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final transient Map<String, String> headers;

    Refusal(int status, String code, String message, @Nullable String field, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.headers = headers;
    }

    Refusal(int status, String code, String message) {
        this(status, code, message, null, Map.of());
    }

    static Refusal badRequest(String message, @Nullable String field) {
        return new Refusal(400, "BAD_REQUEST", message, field, Map.of());
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "NOT_FOUND", message);
    }

    static Refusal notHeldHere(String what) {
        return new Refusal(
                404, "NOT_HELD_HERE", "This node does not hold " + what + ". Try again later or ask another node.");
    }

    static Refusal tooLarge(long limitBytes) {
        String message = limitBytes == 0
                ? "The request has a body, and this path takes none."
                : "The body is longer than the " + limitBytes + " bytes that this path takes.";
        return new Refusal(413, "TOO_LARGE", message);
    }

    static Refusal busy(String code, String message, long retryAfterMillis) {
        long seconds = Math.max(1, (retryAfterMillis + 999) / 1_000);
        return new Refusal(503, code, message, null, Map.of("retry-after", Long.toString(seconds)));
    }

    static Refusal busy() {
        return busy(
                "BUSY",
                "The node has more requests than it can answer. Try again in a second.",
                HttpLimits.BUSY_RETRY_MILLIS);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String field() {
        return field;
    }

    Map<String, String> headers() {
        return headers;
    }
}
