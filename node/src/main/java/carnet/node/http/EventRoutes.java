package carnet.node.http;

import carnet.node.api.NodeEvent;
import carnet.node.api.NodeService;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens at the node, as it happens. */
final class EventRoutes {
    private final NodeService service;
    private final AtomicInteger readers = new AtomicInteger();

    EventRoutes(NodeService service) {
        this.service = service;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/events", request -> new Reply.Events(this::watch)));
    }

    private @Nullable Runnable watch(Consumer<NodeEvent> watcher) {
        if (readers.incrementAndGet() > HttpLimits.EVENT_READERS) {
            readers.decrementAndGet();
            return null;
        }
        Runnable end = service.watch(watcher);
        return () -> {
            end.run();
            readers.decrementAndGet();
        };
    }
}
