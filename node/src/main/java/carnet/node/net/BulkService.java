package carnet.node.net;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;

/** Asks peers for chunks over their BULK connections. */
public interface BulkService {
    /**
     * Asks {@code peer} for the chunk that {@code cid} names. A request made before the BULK connection stands waits
     * for it, within the same time limit.
     *
     * @param maxBytes the largest answer wanted, at most {@link NetLimits#CHUNK_MAX_BYTES}; it counts in full against
     *     the bytes under way until the fetch ends
     * @param callback called exactly once
     */
    void fetch(NodeId peer, Cid cid, int maxBytes, BulkCallback callback);
}
