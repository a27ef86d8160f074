package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.fork.ForkChoice;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All known blocks whose body is here, on every branch. Recent ones are in memory, older ones are read from the store.
 * Invariant: every block's ancestors down to block 0 are known too.
 */
final class BlockTree {
    private final ChainReader stored;
    private final Map<Hash, StoredMeta> recent = new LinkedHashMap<>();
    private final Map<Hash, Boolean> invalid = new BoundedMap<>(CoreLimits.REMEMBERED_HASHES);

    BlockTree(ChainReader stored) {
        this.stored = stored;
    }

    void add(BlockMeta meta, boolean executed) {
        recent.put(meta.hash(), new StoredMeta(meta, executed));
        while (recent.size() > CoreLimits.TREE_BLOCKS) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    /**
     * Returns a block, or null. One on the disk that was never executed counts only as long as its ancestors do: when an
     * ancestor turned out to be invalid it may not have been in memory.
     */
    @Nullable
    StoredMeta find(Hash hash) {
        StoredMeta meta = any(hash);
        if (meta == null || meta.executed() || recent.containsKey(hash)) {
            return meta;
        }
        List<StoredMeta> path = new ArrayList<>();
        if (!standsOnSound(meta, recent::containsKey, path)) {
            return null;
        }
        Collections.reverse(path);
        path.forEach(block -> add(block.meta(), false));
        return meta;
    }

    StoredMeta get(Hash hash) {
        StoredMeta meta = find(hash);
        if (meta == null) {
            throw new IllegalStateException("block " + hash + " is referred to and not known");
        }
        return meta;
    }

    boolean isInvalid(Hash hash) {
        return invalid.containsKey(hash);
    }

    void markInvalid(Hash hash) {
        invalid.put(hash, true);
    }

    /** Forgets a block that turned out to be invalid, and all in memory that build on it. Returns what is forgotten. */
    Set<Hash> forgetBranch(Hash root) {
        Set<Hash> forgotten = new TreeSet<>();
        forget(root, forgotten);
        Set<Hash> sound = new TreeSet<>();
        for (StoredMeta block : List.copyOf(recent.values())) {
            List<StoredMeta> path = new ArrayList<>();
            boolean stands = standsOnSound(block, sound::contains, path);
            for (StoredMeta passed : path) {
                if (stands) {
                    sound.add(passed.meta().hash());
                } else {
                    forget(passed.meta().hash(), forgotten);
                }
            }
        }
        return forgotten;
    }

    private void forget(Hash hash, Set<Hash> forgotten) {
        recent.remove(hash);
        markInvalid(hash);
        forgotten.add(hash);
    }

    /**
     * Walks from a block down to one that was executed or is known to be sound.
     *
     * @param path gets the blocks passed, the given one first
     * @return false when an invalid block or a gap comes before
     */
    private boolean standsOnSound(StoredMeta block, Predicate<Hash> isSound, List<StoredMeta> path) {
        StoredMeta at = block;
        while (at != null && !at.executed() && !isSound.test(at.meta().hash())) {
            path.add(at);
            Hash parent = at.meta().previousHash();
            at = isInvalid(parent) ? null : any(parent);
        }
        return at != null;
    }

    private @Nullable StoredMeta any(Hash hash) {
        StoredMeta meta = recent.get(hash);
        return meta != null ? meta : stored.meta(hash);
    }

    /** Returns the best block in memory, or {@code head} when none is better. */
    BlockMeta best(BlockMeta head) {
        BlockMeta best = head;
        for (StoredMeta block : recent.values()) {
            if (ForkChoice.isBetter(block.meta(), best)) {
                best = block.meta();
            }
        }
        return best;
    }

    int siblings(Hash parent, NodeId miner) {
        int siblings = 0;
        for (StoredMeta block : recent.values()) {
            if (block.meta().previousHash().equals(parent)
                    && block.meta().miner().equals(miner)) {
                siblings++;
            }
        }
        return siblings;
    }

    /** Returns the chain that ends with a known block. */
    Ancestry chainTo(BlockMeta tip) {
        return new KnownChain(this, stored, tip);
    }
}
