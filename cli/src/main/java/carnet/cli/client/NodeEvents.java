package carnet.cli.client;

import carnet.cli.terminal.Failure;
import carnet.node.api.NodeEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens at a node, one event after the other. For one reading thread; any thread may close it. */
public final class NodeEvents implements AutoCloseable {
    /** Longest line: a block of 8,000 transactions is told in 600 kB. */
    private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";

    private final InputStream stream;
    private final Http http;

    NodeEvents(InputStream body, Http http) {
        this.stream = new BufferedInputStream(body);
        this.http = http;
    }

    /**
     * Waits for the next event. Events of kinds that this client does not know are passed over.
     *
     * @return nothing when the node ended the stream, as it does when it stops or when its reader is too slow
     * @throws IOException when the connection broke or was closed
     */
    public Optional<NodeEvent> next() throws IOException, Failure {
        String name = "";
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith(EVENT)) {
                name = line.substring(EVENT.length());
            } else if (line.startsWith(DATA)) {
                Class<? extends NodeEvent> type = typeOf(name);
                if (type != null) {
                    Http.Answer answer =
                            new Http.Answer(0, line.substring(DATA.length()).getBytes(StandardCharsets.UTF_8));
                    return Optional.of(http.read(answer, type));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Class<? extends NodeEvent> typeOf(String name) {
        return switch (name) {
            case NodeEvent.RecordHeld.NAME -> NodeEvent.RecordHeld.class;
            case NodeEvent.BlockAdded.NAME -> NodeEvent.BlockAdded.class;
            case NodeEvent.TransactionDropped.NAME -> NodeEvent.TransactionDropped.class;
            default -> null;
        };
    }

    private @Nullable String line() throws IOException, Failure {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw http.notANode();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
