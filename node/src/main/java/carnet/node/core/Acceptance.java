package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;

/** What became of a block that was offered to the chain. */
sealed interface Acceptance {
    /** It is a block of the tree now; {@code better} when fork choice prefers it to all others. */
    record Added(BlockMeta meta, boolean better) implements Acceptance {}

    /** It is here already. */
    record Known() implements Acceptance {}

    /** Its parent is not known. */
    record Orphan(Hash parent) implements Acceptance {}

    /** It comes too early by this node's clock; offer it again at {@code untilMillis}. */
    record Held(long untilMillis) implements Acceptance {}

    /** Its miner signed enough blocks on this parent already; nobody needs another one. */
    record Surplus() implements Acceptance {}

    /** It is refused; {@link Rejection#blame()} says what to remember. */
    record Rejected(Rejection rejection) implements Acceptance {}
}
