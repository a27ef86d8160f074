package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.node.wire.Message;

/** When this node tells its peers where it stands: often while something goes on, seldom on an idle chain. */
final class Heartbeat {
    private final Chain chain;
    private long dueMillis;
    private long headChangedAtMillis;

    Heartbeat(Chain chain) {
        this.chain = chain;
    }

    void start(long nowMillis) {
        headChangedAtMillis = nowMillis;
        dueMillis = nowMillis;
    }

    void headChanged(long nowMillis) {
        headChangedAtMillis = nowMillis;
        dueMillis = Math.min(dueMillis, nowMillis + CoreLimits.ACTIVE_STATUS_MILLIS);
    }

    /** The statuses were sent; {@code busy} when transactions wait or content is fetched. */
    void sent(long nowMillis, boolean busy) {
        boolean active = busy || nowMillis - headChangedAtMillis < CoreLimits.ACTIVE_MILLIS;
        dueMillis = nowMillis + (active ? CoreLimits.ACTIVE_STATUS_MILLIS : CoreLimits.IDLE_STATUS_MILLIS);
    }

    long dueMillis() {
        return dueMillis;
    }

    Message status(long nowMillis) {
        BlockMeta head = chain.head();
        return new Message.Status(head.hash(), head.height(), head.totalWork(), nowMillis);
    }
}
