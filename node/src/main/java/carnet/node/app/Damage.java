package carnet.node.app;

import carnet.crypto.cid.Cid;
import carnet.node.core.NodeCore;
import carnet.node.run.NodeLoop;
import carnet.storage.content.DamageListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the core of damaged blocks, so that they are fetched again from other nodes. */
final class Damage implements DamageListener {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.disk");

    private volatile @Nullable NodeLoop loop;

    /** Puts the loop in place; what is damaged before is on the content store's list when the core starts. */
    void open(NodeLoop running) {
        loop = running;
    }

    @Override
    public void onDamage(Cid cid) {
        LOG.error("Stored block {} is damaged. It is fetched again from other nodes.", cid);
        NodeLoop running = loop;
        if (running != null) {
            running.submit(NodeCore::onBlockLost);
        }
    }
}
