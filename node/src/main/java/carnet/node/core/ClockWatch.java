package carnet.node.core;

import carnet.consensus.policy.Policy;

/**
 * Whether this node's clock agrees with its peers'. It is never adjusted to them. A node whose clock differs does not
 * mine, and throws nothing away for its age.
 */
final class ClockWatch {
    private final Peers peers;
    private boolean warned;

    ClockWatch(Peers peers) {
        this.peers = peers;
    }

    /** Returns whether no peer's clock speaks against it, and warns when one begins to. */
    boolean agrees(Policy policy, Effects fx) {
        boolean agrees = peers.clockAgrees(policy.parameters().rankDelayMillis());
        if (!agrees && !warned) {
            fx.publish(new Event.Warning("This node's clock differs by " + -peers.medianOffsetMillis()
                    + " ms from its peers'. It does not mine until they agree. Check the time service (NTP)."));
        }
        warned = !agrees;
        return agrees;
    }

    /** Returns whether connected peers' clocks speak for it, or there are no other nodes: what it says is over is over. */
    boolean isConfirmed(Policy policy) {
        return policy.miners().size() == 1
                || (peers.isAnyClockKnown()
                        && peers.clockAgrees(policy.parameters().rankDelayMillis()));
    }
}
