package carnet.node.http;

import carnet.node.api.ApiError;
import carnet.node.api.NodeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a handler answers. */
sealed interface Reply {
    /** The media type of JSON. */
    String JSON = "application/json";

    /** The media type of plain bytes. */
    String OCTETS = "application/octet-stream";

    /** A whole response. */
    record Whole(int status, String contentType, byte[] body, Map<String, String> headers) implements Reply {}

    /** A response whose bytes are read while it is sent. */
    record Streamed(int status, long lengthBytes, Map<String, String> headers, Pieces pieces) implements Reply {}

    /** A response that goes on, event by event, until the reader ends it. */
    record Events(Watched watched) implements Reply {}

    /** A response that comes later, without holding a thread. */
    record Later(CompletableFuture<Reply> reply) implements Reply {}

    /** Where events come from. */
    @FunctionalInterface
    interface Watched {
        /** Tells {@code watcher} what happens from now on; returns what ends it, or null when too many watch. */
        @Nullable
        Runnable watch(Consumer<NodeEvent> watcher);
    }

    /** The bytes of a streamed response, in order. */
    @FunctionalInterface
    interface Pieces {
        /**
         * Returns the next bytes, or null at the end.
         *
         * @throws IOException when they cannot be had; the response then breaks off
         */
        byte @Nullable [] next() throws IOException;
    }

    static Reply json(int status, Object value) {
        return new Whole(status, JSON, Json.write(value), Map.of());
    }

    static Reply octets(byte[] body) {
        return new Whole(200, OCTETS, body, Map.of());
    }

    static Reply text(String contentType, String body) {
        return new Whole(200, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply refusal(Refusal refusal, String requestId) {
        ApiError error = new ApiError(refusal.code(), refusal.message(), refusal.field(), requestId);
        return new Whole(refusal.status(), JSON, Json.write(error), refusal.headers());
    }
}
