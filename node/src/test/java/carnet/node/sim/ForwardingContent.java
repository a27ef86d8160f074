package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.content.ScrubReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A content store that passes every call on to another one; what extends it does otherwise with some. */
public abstract class ForwardingContent implements ContentStore {
    private final ContentStore next;

    /** Passes calls on to {@code next}. */
    protected ForwardingContent(ContentStore next) {
        this.next = next;
    }

    @Override
    public PutOutcome put(Cid cid, byte[] bytes) {
        return next.put(cid, bytes);
    }

    @Override
    public boolean has(Cid cid) {
        return next.has(cid);
    }

    @Override
    public boolean isDurable(Cid cid) {
        return next.isDurable(cid);
    }

    @Override
    public int sizeOf(Cid cid) {
        return next.sizeOf(cid);
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        return next.get(cid);
    }

    @Override
    public byte @Nullable [] getForPeer(Cid cid) {
        return next.getForPeer(cid);
    }

    @Override
    public boolean remove(Cid cid) {
        return next.remove(cid);
    }

    @Override
    public void sync() {
        next.sync();
    }

    @Override
    public List<Cid> lost(@Nullable Cid previous, int limit) {
        return next.lost(previous, limit);
    }

    @Override
    public boolean hasRoom() {
        return next.hasRoom();
    }

    @Override
    public long storedBytes() {
        return next.storedBytes();
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        return next.scrub(maxBytes);
    }

    @Override
    public void close() {
        next.close();
    }
}
