package carnet.node.service;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.MalformedNodeException;
import carnet.node.core.Holdings;
import carnet.storage.content.ContentStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the content store holds, as the core asks it.
 *
 * @param content the store
 */
public record StoredHoldings(ContentStore content) implements Holdings {
    @Override
    public boolean has(Cid cid) {
        return content.isDurable(cid);
    }

    @Override
    public @Nullable DagNode node(Cid cid) {
        byte[] block = content.get(cid);
        if (block == null) {
            return null;
        }
        try {
            return DagNode.decode(block);
        } catch (MalformedNodeException e) {
            return null;
        }
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return content.lost(previous, limit);
    }
}
