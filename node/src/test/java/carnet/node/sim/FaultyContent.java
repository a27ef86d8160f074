package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.kv.StoreFullException;

/** A content store on a disk that may be full, in a machine whose power may fail. */
final class FaultyContent extends ForwardingContent {
    private final Mishaps mishaps;

    FaultyContent(ContentStore disk, Mishaps mishaps) {
        super(disk);
        this.mishaps = mishaps;
    }

    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        if (mishaps.refusesWrite()) {
            throw new StoreFullException("no space left on the simulated disk");
        }
        return super.put(cid, bytes);
    }

    @Override
    public void sync() {
        mishaps.pass(KillPoint.BEFORE_CHUNK_SYNC);
        super.sync();
        mishaps.pass(KillPoint.AFTER_CHUNK_SYNC);
    }
}
