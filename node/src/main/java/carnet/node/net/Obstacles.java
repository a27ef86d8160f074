package carnet.node.net;

import carnet.crypto.sign.NodeId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Why the last connection with each node ended or never stood, whichever side opened it. Thread-safe. */
final class Obstacles {
    /** One of two connections gave way to the other. */
    private static final Set<DisconnectReason> NONE =
            EnumSet.of(DisconnectReason.DUPLICATE, DisconnectReason.REPLACED, DisconnectReason.NO_CONTROL);

    private final Map<NodeId, DisconnectReason> last = new ConcurrentHashMap<>();

    /** Notes how {@code link} ended; {@code expected} is who was dialed, or null. */
    void ended(Link link, @Nullable NodeId expected) {
        Remote remote = link.remote();
        NodeId node = expected != null || remote == null ? expected : remote.id();
        if (link.kind() == LinkKind.CONTROL) {
            note(node, link.reason());
        }
    }

    /** Notes why {@code node}, or nobody known when null, could not be reached. */
    void note(@Nullable NodeId node, DisconnectReason reason) {
        boolean known = node != null && (last.containsKey(node) || last.size() < NetLimits.PEERS_MAX);
        if (node != null && known && !NONE.contains(reason)) {
            last.put(node, reason);
        }
    }

    @Nullable
    DisconnectReason of(NodeId node) {
        return last.get(node);
    }
}
