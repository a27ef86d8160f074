package carnet.node.core;

/** Whether this node's clock agrees with its peers'. It is never adjusted to them; a node whose clock differs does not mine. */
final class ClockWatch {
    private final Peers peers;
    private boolean warned;

    ClockWatch(Peers peers) {
        this.peers = peers;
    }

    /** Returns whether it agrees, and warns when it begins not to. */
    boolean agrees(long toleranceMillis, Effects fx) {
        boolean agrees = peers.clockAgrees(toleranceMillis);
        if (!agrees && !warned) {
            fx.publish(new Event.Warning("This node's clock differs by " + -peers.medianOffsetMillis()
                    + " ms from its peers'. It does not mine until they agree. Check the time service (NTP)."));
        }
        warned = !agrees;
        return agrees;
    }
}
