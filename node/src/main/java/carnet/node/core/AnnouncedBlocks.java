package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.util.Map;

/**
 * Blocks that peers announced and that can be added when they come. Several peers announce a block at once; the first of
 * them is asked. When that one does not answer in time, whoever claims more by its status is caught up with.
 */
final class AnnouncedBlocks {
    private final Chain chain;
    private final CompactBlocks compact;
    private final Map<Hash, Asked> asked = new BoundedMap<>(CoreLimits.HELD_BLOCKS);
    private long lookAgainMillis = Long.MAX_VALUE;

    private record Asked(ExtendedHeader header, long untilMillis) {
        boolean isSiblingOf(ExtendedHeader other) {
            return header.header().previousHash().equals(other.header().previousHash())
                    && header.seal().miner().equals(other.seal().miner());
        }
    }

    AnnouncedBlocks(Chain chain, CompactBlocks compact) {
        this.chain = chain;
        this.compact = compact;
    }

    /** A peer has a block whose header holds and whose parent is known. */
    void announced(NodeId peer, ExtendedHeader header, long nowMillis, Effects fx) {
        Hash hash = header.hash();
        if (nowMillis >= onItsWayUntil(hash) && !isInVain(header, nowMillis)) {
            asked.put(hash, new Asked(header, nowMillis + CoreLimits.REQUEST_MILLIS));
            lookAgainMillis = nowMillis + CoreLimits.REQUEST_MILLIS;
            compact.ask(peer, header, fx);
        }
    }

    /** Returns whether the block would be thrown away: for its time, or beside others of its miner on the same parent. */
    private boolean isInVain(ExtendedHeader header, long nowMillis) {
        long onTheirWay = asked.values().stream()
                .filter(other -> nowMillis < other.untilMillis() && other.isSiblingOf(header))
                .count();
        return chain.headers().isOfFarFuture(header, nowMillis)
                || chain.siblings(header) + onTheirWay >= CoreLimits.SIBLINGS_OF_ONE_MINER;
    }

    /** A block came, wherever from. */
    void came(Hash block) {
        asked.remove(block);
        compact.forget(block);
    }

    /** Returns until when a block that was asked for may still come by itself, or 0. */
    long onItsWayUntil(Hash block) {
        Asked before = asked.get(block);
        return before == null ? 0 : before.untilMillis();
    }

    /** Returns when to look whether what was asked for came. */
    long wakeMillis() {
        return lookAgainMillis;
    }

    /** Time has passed. */
    void onTimeout(long nowMillis) {
        if (nowMillis >= lookAgainMillis) {
            lookAgainMillis = Long.MAX_VALUE;
        }
    }
}
