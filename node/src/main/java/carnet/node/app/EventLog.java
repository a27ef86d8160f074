package carnet.node.app;

import carnet.node.core.Event;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what an operator should know of the core's events. */
final class EventLog implements Consumer<Event> {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node");

    @Override
    public void accept(Event event) {
        if (event instanceof Event.HeadChanged changed) {
            if (changed.undone() > 0) {
                LOG.info(
                        "Head {} at height {}, after a reorganization of {} blocks.",
                        changed.head().hash().shortHex(),
                        changed.head().height(),
                        changed.undone());
            } else {
                LOG.debug(
                        "Head {} at height {}.",
                        changed.head().hash().shortHex(),
                        changed.head().height());
            }
        } else if (event instanceof Event.Warning warning) {
            LOG.warn("{}", warning.text());
        } else if (event instanceof Event.PeerBlamed blamed) {
            LOG.warn("Disconnected {}: {} {}", blamed.peer().shortText(), blamed.misbehaviour(), blamed.detail());
        } else if (event instanceof Event.Dropped dropped) {
            LOG.info("Dropped {}: {}", dropped.transaction(), dropped.reason());
        }
    }
}
