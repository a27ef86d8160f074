package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.MalformedNodeException;
import carnet.node.core.Holdings;
import carnet.storage.content.ContentStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a content store holds, as the core asks for it. */
record StoredHoldings(ContentStore content) implements Holdings {
    @Override
    public boolean has(Cid cid) {
        return content.has(cid);
    }

    @Override
    public @Nullable DagNode node(Cid cid) {
        byte[] bytes = content.get(cid);
        try {
            return bytes == null ? null : DagNode.decode(bytes);
        } catch (MalformedNodeException e) {
            return null;
        }
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return content.lost(previous, limit);
    }
}
