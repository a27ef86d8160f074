package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content store in a sorted map, with the crash behaviour of the real one: {@link #crash(int)} loses blocks that
 * were not synced; a removal takes effect at once. It lives on after a crash, as the disk does, and can flip bits.
 */
public final class MemoryContentStore implements ContentStore {
    private final DamageListener listener;
    private final NavigableMap<Hash, Block> blocks = new TreeMap<>();

    /** Digests put since the last sync, in that order; some may be removed again. */
    private final Set<Hash> unsynced = new LinkedHashSet<>();

    private final NavigableMap<Hash, Cid> lost = new TreeMap<>();
    private @Nullable Hash scrubbed;
    private long storedBytes;
    private boolean closed;

    private record Block(Cid cid, byte[] bytes) {}

    /** Creates an empty store. */
    public MemoryContentStore(DamageListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized PutOutcome put(Cid cid, byte[] bytes) {
        if (bytes.length > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "a block has at most " + MAX_BLOCK_BYTES + " bytes, not " + bytes.length);
        }
        requireOpen();
        if (!cid.matches(bytes)) {
            return PutOutcome.MISMATCH;
        }
        if (blocks.containsKey(cid.digest())) {
            return PutOutcome.ALREADY_HELD;
        }
        blocks.put(cid.digest(), new Block(cid, bytes.clone()));
        unsynced.add(cid.digest());
        storedBytes += bytes.length;
        return PutOutcome.STORED;
    }

    @Override
    public synchronized boolean has(Cid cid) {
        requireOpen();
        return blocks.containsKey(cid.digest());
    }

    @Override
    public synchronized boolean isDurable(Cid cid) {
        return has(cid) && !unsynced.contains(cid.digest());
    }

    @Override
    public byte @Nullable [] getForPeer(Cid cid) {
        return get(cid);
    }

    @Override
    public synchronized int sizeOf(Cid cid) {
        requireOpen();
        Block block = blocks.get(cid.digest());
        return block == null ? -1 : block.bytes().length;
    }

    @Override
    public byte @Nullable [] get(Cid cid) {
        byte[] bytes;
        synchronized (this) {
            requireOpen();
            Block block = blocks.get(cid.digest());
            if (block == null) {
                return null;
            }
            bytes = block.bytes();
            if (cid.matches(bytes)) {
                return bytes.clone();
            }
            forget(cid.digest());
            lost.put(cid.digest(), cid);
        }
        listener.onDamage(cid);
        return null;
    }

    @Override
    public synchronized boolean remove(Cid cid) {
        requireOpen();
        lost.remove(cid.digest());
        return forget(cid.digest());
    }

    @Override
    public synchronized List<Cid> lost(@Nullable Cid previous, int limit) {
        requireOpen();
        NavigableMap<Hash, Cid> rest = previous == null ? lost : lost.tailMap(previous.digest(), false);
        return rest.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void sync() {
        requireOpen();
        unsynced.forEach(lost::remove);
        unsynced.clear();
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public synchronized long storedBytes() {
        return storedBytes;
    }

    @Override
    public ScrubReport scrub(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("a scrub reads at least one byte");
        }
        int count = 0;
        long bytes = 0;
        int damaged = 0;
        while (bytes < maxBytes) {
            Block next = nextToScrub();
            if (next == null) {
                return new ScrubReport(count, bytes, damaged, true);
            }
            count++;
            bytes += next.bytes().length;
            damaged += get(next.cid()) == null ? 1 : 0;
        }
        return new ScrubReport(count, bytes, damaged, false);
    }

    /** Returns how many blocks a crash could lose. */
    public synchronized int unsyncedBlocks() {
        return unsynced.size();
    }

    /** Loses every block put after the last sync, as a power cut at the worst moment does, and reopens. */
    public synchronized void crash() {
        crash(0);
    }

    /** Loses all but the first {@code keptBlocks} of the blocks put after the last sync, and reopens. */
    public synchronized void crash(int keptBlocks) {
        if (keptBlocks < 0 || keptBlocks > unsynced.size()) {
            throw new IllegalArgumentException("there are " + unsynced.size() + " unsynced blocks");
        }
        unsynced.stream().skip(keptBlocks).forEach(this::forgetBytes);
        unsynced.clear();
        closed = false;
    }

    /**
     * Flips one bit of a stored block.
     *
     * @throws IllegalArgumentException when the block is not here or has no such bit
     */
    public synchronized void flipBit(Cid cid, int bit) {
        Block block = blocks.get(cid.digest());
        if (block == null || bit < 0 || bit >= 8 * block.bytes().length) {
            throw new IllegalArgumentException("there is no bit " + bit + " of " + cid);
        }
        block.bytes()[bit / 8] ^= (byte) (1 << (bit % 8));
    }

    @Override
    public synchronized void close() {
        unsynced.clear();
        closed = true;
    }

    private synchronized @Nullable Block nextToScrub() {
        requireOpen();
        Map.Entry<Hash, Block> next = scrubbed == null ? blocks.firstEntry() : blocks.higherEntry(scrubbed);
        scrubbed = next == null ? null : next.getKey();
        return next == null ? null : next.getValue();
    }

    private boolean forget(Hash digest) {
        unsynced.remove(digest);
        return forgetBytes(digest);
    }

    private boolean forgetBytes(Hash digest) {
        Block block = blocks.remove(digest);
        storedBytes -= block == null ? 0 : block.bytes().length;
        return block != null;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the content store is closed");
        }
    }
}
