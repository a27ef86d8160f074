package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import org.jspecify.annotations.Nullable;

/** What stands at one end of a link: an honest node's machine, or something hostile. */
interface Peer {
    /** Returns the name that its key gives it. */
    NodeId id();

    /** Returns whether its process runs. */
    boolean isRunning();

    /** Returns whether it keeps the rules. */
    boolean isHonest();

    /** A connection stands. */
    void onUp(NodeId peer);

    /** A connection ended. */
    void onDown(NodeId peer);

    /** A message came. */
    void onBytes(NodeId from, byte[] payload);

    /** Returns what it sends when asked for a chunk, or null when it says that it has none. */
    byte @Nullable [] serve(Cid cid);
}
