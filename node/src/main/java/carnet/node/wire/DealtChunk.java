package carnet.node.wire;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;

/**
 * A chunk of an upload that is under way, dealt to one of the nodes that lack it.
 *
 * @param cid a leaf
 * @param sizeBytes its size
 * @param receiver the node that fetches it from where it was put, and passes it on to the others
 */
public record DealtChunk(Cid cid, int sizeBytes, NodeId receiver) {}
