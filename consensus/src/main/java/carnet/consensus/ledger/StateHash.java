package carnet.consensus.ledger;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;

/** The commitment to the whole state: a chain of hashes over the blocks' deltas (RULES 2). */
public final class StateHash {
    private StateHash() {}

    /** Returns SHA-256(previous | SHA-256(delta)): the commitment after a block with this delta. */
    public static Hash next(Hash previous, Delta delta) {
        return Sha256.of(previous.bytes(), Sha256.of(delta.bytes()).bytes());
    }
}
