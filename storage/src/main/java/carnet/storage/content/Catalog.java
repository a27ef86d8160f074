package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.StoreFullException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every block is: by the index, or, for blocks that are not flushed to the disk yet, in memory. Changed by one
 * thread at a time; {@link #locate} by any.
 */
final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final ContentIndex index;
    private final Map<Hash, Location> unindexed = new ConcurrentHashMap<>();

    /** Frames behind the indexed position that hold no block any more; counted when the position passes them. */
    private final List<Location> unindexedDead = new ArrayList<>();

    /** Those of the unindexed blocks that have an older copy, which the index still names. */
    private final Set<Hash> moved = new HashSet<>();

    private long unindexedBytes;

    /** Everything before it is on the disk. */
    private volatile Position flushed = new Position(0, 0);

    /** An end of the segments, some time ago or now. */
    record Position(int segment, int end) {
        boolean isBehind(Location at) {
            return at.segment() < segment || (at.segment() == segment && at.offset() < end);
        }
    }

    /** What lies before a position of the segments and waits for its rows. */
    record Waiting(Map<Hash, Location> blocks, Position before) {}

    Catalog(ContentIndex index) {
        this.index = index;
    }

    @Nullable
    Location locate(Hash digest) {
        Location at = unindexed.get(digest);
        return at != null ? at : index.find(digest);
    }

    /**
     * Returns whether a copy of the block is durable: rows name only such blocks, and what lies before the flushed position
     * is durable also while its rows wait for disk space.
     */
    boolean isDurable(Hash digest) {
        Location at = unindexed.get(digest);
        return (at != null && flushed.isBehind(at)) || index.find(digest) != null;
    }

    int unindexedBlocks() {
        return unindexed.size();
    }

    long storedBytes() {
        return index.progress().liveBytes() + unindexedBytes;
    }

    /** A block was appended. */
    void add(Hash digest, Location at) {
        unindexed.put(digest, at);
        unindexedBytes += at.length();
    }

    /** A copy of an indexed block was appended; from now on that one is meant. */
    void move(Hash digest, Location at) {
        unindexed.put(digest, at);
        moved.add(digest);
    }

    /** The block is not at {@code at} any more; if that was a moved copy, it is where it was before. */
    void drop(Hash digest, Location at) {
        if (unindexed.remove(digest, at)) {
            unindexedBytes -= moved.remove(digest) ? 0 : at.length();
            unindexedDead.add(at);
        } else {
            ContentIndex.Update update = index.update();
            update.drop(digest, at);
            update.commit();
        }
    }

    /**
     * The block at {@code at} is damaged. That it is lost stands in the same batch that forgets where it was, unless an
     * older copy is left.
     */
    void lose(Cid cid, Location at) {
        boolean isIndexed = !at.equals(unindexed.get(cid.digest()));
        ContentIndex.Update update = index.update();
        if (isIndexed) {
            update.drop(cid.digest(), at);
        }
        if (isIndexed || !moved.contains(cid.digest())) {
            update.lost(cid);
        }
        update.commit();
        if (!isIndexed) {
            drop(cid.digest(), at);
        }
    }

    /** Nobody wants the block any more, whether it was lost or not. */
    void forgetLost(Hash digest) {
        if (index.isLost(digest)) {
            ContentIndex.Update update = index.update();
            update.notLost(digest);
            update.commit();
        }
    }

    /** The segment holds no block and is deleted. */
    void forgetSegment(int segment) {
        ContentIndex.Update update = index.update();
        update.forget(segment);
        update.commit();
    }

    Waiting waiting(int segment, int end) {
        return new Waiting(Map.copyOf(unindexed), new Position(segment, end));
    }

    /**
     * Writes the rows of blocks that are durable now. On a full disk they go on waiting: the blocks are found without
     * them, here by memory, after a restart by a scan.
     */
    void addRows(Waiting waiting) {
        flushed = waiting.before();
        ContentIndex.Update update = index.update();
        Map<Hash, Location> added = new HashMap<>(waiting.blocks());
        added.entrySet().removeIf(block -> !block.getValue().equals(unindexed.get(block.getKey())));
        added.forEach(update::put);
        List<Location> dead =
                unindexedDead.stream().filter(waiting.before()::isBehind).toList();
        dead.forEach(at -> update.dead(at.segment(), at.frameBytes()));
        try {
            update.commit(waiting.before().segment(), waiting.before().end());
        } catch (StoreFullException e) {
            LOG.warn("The content index waits for disk space: {}", e.getMessage());
            return;
        }
        unindexedDead.removeAll(dead);
        added.forEach((digest, at) -> {
            unindexed.remove(digest);
            unindexedBytes -= moved.remove(digest) ? 0 : at.length();
        });
    }
}
