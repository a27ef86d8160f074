package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.content.ScrubReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A content store that says it is done before the disk is. */
record ContentBug(ContentStore right) implements ContentStore {
    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        return right.put(cid, bytes);
    }

    @Override
    public boolean has(Cid cid) {
        return right.has(cid);
    }

    @Override
    public boolean isDurable(Cid cid) {
        return right.isDurable(cid);
    }

    @Override
    public byte @Nullable [] getForPeer(Cid cid) {
        return get(cid);
    }

    @Override
    public int sizeOf(Cid cid) {
        return right.sizeOf(cid);
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        return right.get(cid);
    }

    @Override
    public boolean remove(Cid cid) {
        return right.remove(cid);
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return right.lost(previous, limit);
    }

    @Override
    public void sync() {
        // This is the bug: nothing is durable.
    }

    @Override
    public boolean hasRoom() {
        return right.hasRoom();
    }

    @Override
    public long storedBytes() {
        return right.storedBytes();
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        return right.scrub(maxBytes);
    }

    @Override
    public void close() {
        right.close();
    }
}
