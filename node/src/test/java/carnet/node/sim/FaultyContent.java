package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.content.ScrubReport;
import carnet.storage.kv.StoreFullException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A content store on a disk that may be full, in a machine whose power may fail. */
record FaultyContent(ContentStore disk, Mishaps mishaps) implements ContentStore {
    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        if (mishaps.refusesWrite()) {
            throw new StoreFullException("no space left on the simulated disk");
        }
        return disk.put(cid, bytes);
    }

    @Override
    public boolean has(Cid cid) {
        return disk.has(cid);
    }

    @Override
    public boolean isDurable(Cid cid) {
        return disk.isDurable(cid);
    }

    @Override
    public byte @Nullable [] getForPeer(Cid cid) {
        return get(cid);
    }

    @Override
    public int sizeOf(Cid cid) {
        return disk.sizeOf(cid);
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        return disk.get(cid);
    }

    @Override
    public boolean remove(Cid cid) {
        return disk.remove(cid);
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return disk.lost(previous, limit);
    }

    @Override
    public void sync() {
        mishaps.pass(KillPoint.BEFORE_CHUNK_SYNC);
        disk.sync();
        mishaps.pass(KillPoint.AFTER_CHUNK_SYNC);
    }

    @Override
    public boolean hasRoom() {
        return disk.hasRoom();
    }

    @Override
    public long storedBytes() {
        return disk.storedBytes();
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        return disk.scrub(maxBytes);
    }

    @Override
    public void close() {
        disk.close();
    }
}
