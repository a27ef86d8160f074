package carnet.cli.client;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.node.api.ApiError;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sends requests to one node, waits when the node asks for it, and turns refusals into words. For many threads. */
final class Http {
    /** How long a connection may take: a node that is there answers within one round trip. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** How long one answer may take: 2 MiB on a slow line, or a commit on a slow card. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    /** How long a busy node is waited for in all, per request. */
    private static final Duration MAX_BUSY_WAIT = Duration.ofMinutes(1);

    /** Longest single wait that a node may ask for. */
    private static final long MAX_RETRY_AFTER_SECONDS = 15;

    /** How often a request whose answer was lost on the way is sent again: all of them may come twice. */
    private static final int MAX_LOST_ANSWERS = 2;

    /** Longest answer that carries an error, in bytes. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private static final int OK = 200;
    private static final int BUSY = 503;
    private static final int DISK_FULL = 507;

    private final NodeUrl url;
    private final Environment environment;
    private final HttpClient client;
    private final Duration answerTimeout;

    Http(NodeUrl url, Environment environment) {
        this(url, environment, ANSWER_TIMEOUT);
    }

    /** Waits at most {@code answerTimeout} for an answer to begin, and as long for it to end. */
    Http(NodeUrl url, Environment environment, Duration answerTimeout) {
        this.url = url;
        this.answerTimeout = answerTimeout;
        this.environment = environment;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * An answer that was expected.
     *
     * @param status the HTTP status
     * @param body at most as long as the caller allowed
     */
    record Answer(int status, byte[] body) {}

    Answer get(String path, int maxBytes, Set<Integer> expected) throws Failure, InterruptedException {
        return send("GET", path, null, BodyPublishers.noBody(), maxBytes, expected);
    }

    Answer json(String path, Object body, int maxBytes, Set<Integer> expected) throws Failure, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(Json.line(body)), maxBytes, expected);
    }

    Answer octets(String method, String path, byte[] body, int maxBytes, Set<Integer> expected)
            throws Failure, InterruptedException {
        return send(method, path, "application/octet-stream", BodyPublishers.ofByteArray(body), maxBytes, expected);
    }

    Answer post(String path, int maxBytes, Set<Integer> expected) throws Failure, InterruptedException {
        return send("POST", path, null, BodyPublishers.noBody(), maxBytes, expected);
    }

    /** Opens an answer that goes on until it is closed. */
    InputStream open(String path) throws Failure, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url.at(path)).timeout(answerTimeout).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == OK) {
                return response.body();
            }
            throw refused(response.statusCode(), readAll(response, MAX_ERROR_BYTES));
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** Returns an answer that came another way, unless the node refused what was asked. */
    Answer expected(int status, byte[] body, Set<Integer> expected) throws Failure {
        if (!expected.contains(status)) {
            throw refused(status, body);
        }
        return new Answer(status, body);
    }

    /** Reads an answer as JSON; refuses one in which something is missing that every node says. */
    <T> T read(Answer answer, Class<T> type) throws Failure {
        return complete(() -> Json.MAPPER.readValue(answer.body(), type));
    }

    /** Reads an answer of a type with parameters. */
    <T> T read(Answer answer, TypeReference<T> type) throws Failure {
        return complete(() -> Json.MAPPER.readValue(answer.body(), type));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T complete(Reading<T> reading) throws Failure {
        T value;
        try {
            value = reading.read();
        } catch (IOException e) {
            throw notANode();
        }
        if (!Complete.is(value)) {
            throw notANode();
        }
        return value;
    }

    private Answer send(
            String method,
            String path,
            @Nullable String contentType,
            BodyPublisher body,
            int maxBytes,
            Set<Integer> expected)
            throws Failure, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.at(path)).timeout(answerTimeout).method(method, body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        Duration waited = Duration.ZERO;
        int lost = 0;
        while (true) {
            HttpResponse<InputStream> response;
            byte[] bytes;
            boolean wanted;
            try {
                response = client.send(request.build(), BodyHandlers.ofInputStream());
                wanted = expected.contains(response.statusCode());
                bytes = readAll(response, wanted ? maxBytes : MAX_ERROR_BYTES);
            } catch (IOException e) {
                if (e instanceof HttpTimeoutException && !isAway(e)) {
                    throw late("the node at " + url + " gave no answer");
                }
                if (isAway(e) || lost == MAX_LOST_ANSWERS) {
                    throw away(e);
                }
                lost++;
                continue;
            }
            if (wanted) {
                return new Answer(response.statusCode(), bytes);
            }
            if (response.statusCode() != BUSY) {
                throw refused(response.statusCode(), bytes);
            }
            Duration pause = retryAfter(response);
            waited = waited.plus(pause);
            if (waited.compareTo(MAX_BUSY_WAIT) > 0) {
                throw refused(BUSY, bytes);
            }
            environment.pause().pause(pause);
        }
    }

    /** Reads a body. The client's own time limit ends with the header. */
    private byte[] readAll(HttpResponse<InputStream> response, int maxBytes) throws IOException, Failure {
        InputStream body = response.body();
        AtomicBoolean late = new AtomicBoolean();
        // On the timer's own thread: the common pool may have one thread only, and that one be busy.
        Executor afterTimeout =
                CompletableFuture.delayedExecutor(answerTimeout.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
        CompletableFuture<Void> cut = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    cut(body);
                },
                afterTimeout);
        try (body) {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new Failure(
                        ExitCode.NETWORK,
                        "the answer of " + response.uri() + " is longer than " + maxBytes + " bytes",
                        "Check that this is a Carnet node");
            }
            return bytes;
        } catch (IOException e) {
            if (late.get()) {
                throw late("the answer of " + response.uri() + " did not end");
            }
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    private Failure late(String what) {
        return new Failure(
                ExitCode.NETWORK,
                what + " within " + answerTimeout.toSeconds() + " s",
                "Run the same command again, or ask another node with --node URL");
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("1");
        try {
            long seconds = Long.parseLong(text.strip());
            return Duration.ofSeconds(Math.max(1, Math.min(seconds, MAX_RETRY_AFTER_SECONDS)));
        } catch (NumberFormatException e) {
            return Duration.ofSeconds(1);
        }
    }

    private static boolean isAway(IOException problem) {
        return problem instanceof ConnectException
                || problem instanceof HttpConnectTimeoutException
                || problem.getCause() instanceof UnresolvedAddressException;
    }

    private Failure away(IOException problem) {
        return new Failure(
                ExitCode.NETWORK,
                isAway(problem)
                        ? "no node answers at " + url
                        : "the connection to " + url + " broke (" + problem.getMessage() + ")",
                "Start the node or name another with --node URL, then run the same command again");
    }

    private Failure refused(int status, byte[] body) {
        ApiError error;
        try {
            error = Json.MAPPER.readValue(body, ApiError.class);
            if (error.message() == null || error.code() == null) {
                return notANode();
            }
        } catch (IOException e) {
            return notANode();
        }
        ExitCode exitCode =
                switch (status) {
                    case BUSY -> ExitCode.NETWORK;
                    case DISK_FULL -> ExitCode.STORAGE;
                    default -> ExitCode.FAILED;
                };
        return new Failure(exitCode, error.message() + " (" + error.code() + ", request " + error.requestId() + ")");
    }

    /** What came is nothing that a node says. */
    Failure notANode() {
        return new Failure(
                ExitCode.NETWORK,
                "what answers at " + url + " is no Carnet node",
                "Check the URL; a node's is printed by 'carnet node start'");
    }
}
