package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes blocks into the chain: keeps those that come too early or without parent, and remembers who sent what. */
final class BlockImport {
    private final Chain chain;
    private final Map<Hash, NodeId> sources = new BoundedMap<>(CoreLimits.REMEMBERED_HASHES);
    private final Map<Hash, Held> held = new LinkedHashMap<>();
    private final Map<Hash, Orphan> orphans = new LinkedHashMap<>();
    private int orphanBytes;

    private record Held(Block block, boolean asked, long untilMillis) {}

    private record Orphan(Block block, boolean asked) {
        boolean isChildOf(Hash parent) {
            return block.header().previousHash().equals(parent);
        }
    }

    BlockImport(Chain chain) {
        this.chain = chain;
    }

    /**
     * Offers a block and all that waited for it.
     *
     * @param from who sent it, or null for a block of this node's own or one that was held
     * @param asked whether catching up asked for it, so that another block builds on it or it is a peer's head
     */
    Acceptance offer(Block block, @Nullable NodeId from, boolean asked, long nowMillis, Effects fx) {
        Hash hash = block.hash();
        if (from != null) {
            sources.put(hash, from);
        }
        Acceptance acceptance = chain.add(block, asked || hasOrphanOf(hash), nowMillis, fx.write());
        if (acceptance instanceof Acceptance.Added) {
            fx.endDrain();
            adoptOrphansOf(hash, nowMillis, fx);
        } else if (acceptance instanceof Acceptance.Orphan) {
            keepOrphan(hash, new Orphan(block, asked));
        } else if (acceptance instanceof Acceptance.Held until) {
            hold(hash, new Held(block, asked, until.untilMillis()));
        } else if (acceptance instanceof Acceptance.Rejected rejected && from != null) {
            blame(from, hash, rejected.rejection(), "", fx);
        }
        return acceptance;
    }

    /** Offers again what was held and is due. */
    void release(long nowMillis, Effects fx) {
        List<Held> due = held.values().stream()
                .filter(block -> block.untilMillis() <= nowMillis)
                .toList();
        held.values().removeIf(block -> block.untilMillis() <= nowMillis);
        due.forEach(block -> offer(block.block(), null, block.asked(), nowMillis, fx));
    }

    long wakeMillis() {
        return held.values().stream().mapToLong(Held::untilMillis).min().orElse(Long.MAX_VALUE);
    }

    /** Puts blame for a block on the peer that sent it, if the fault is in what it sent. */
    void blame(Chain.Invalid invalid, Effects fx) {
        NodeId source = sources.get(invalid.hash());
        if (source != null) {
            blame(source, invalid.hash(), invalid.rejection(), invalid.detail(), fx);
        }
    }

    void blame(NodeId peer, Hash hash, Rejection rejection, String detail, Effects fx) {
        String text = rejection + " " + hash.shortHex() + (detail.isEmpty() ? "" : " (" + detail + ")");
        switch (rejection.blame()) {
            case BLOCK -> fx.disconnect(peer, Misbehaviour.INVALID_BLOCK, true, text);
            case SENDER -> fx.disconnect(peer, Misbehaviour.FALSE_BODY, true, text);
            case NOBODY -> {}
        }
    }

    private boolean hasOrphanOf(Hash parent) {
        return orphans.values().stream().anyMatch(orphan -> orphan.isChildOf(parent));
    }

    private void hold(Hash hash, Held block) {
        int sizeBytes = block.block().sizeBytes();
        int heldBytes = held.values().stream()
                .mapToInt(other -> other.block().sizeBytes())
                .sum();
        if (held.size() < CoreLimits.HELD_BLOCKS && heldBytes + sizeBytes <= CoreLimits.HELD_BYTES) {
            held.put(hash, block);
        }
    }

    private void keepOrphan(Hash hash, Orphan orphan) {
        if (orphans.putIfAbsent(hash, orphan) != null) {
            return;
        }
        orphanBytes += orphan.block().sizeBytes();
        while (orphans.size() > CoreLimits.ORPHANS || orphanBytes > CoreLimits.ORPHAN_BYTES) {
            Hash oldest = orphans.keySet().iterator().next();
            dropOrphan(oldest);
        }
    }

    private void adoptOrphansOf(Hash parent, long nowMillis, Effects fx) {
        List<Orphan> children = orphans.values().stream()
                .filter(orphan -> orphan.isChildOf(parent))
                .toList();
        for (Orphan child : children) {
            Hash hash = child.block().hash();
            dropOrphan(hash);
            offer(child.block(), sources.get(hash), child.asked(), nowMillis, fx);
        }
    }

    private void dropOrphan(Hash hash) {
        Orphan dropped = orphans.remove(hash);
        if (dropped != null) {
            orphanBytes -= dropped.block().sizeBytes();
        }
    }
}
