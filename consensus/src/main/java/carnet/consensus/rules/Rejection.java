package carnet.consensus.rules;

/** Why a block is refused. One rule, one name; the names are part of SPEC, "Block rules". */
public enum Rejection {
    /** Header version unknown: a newer Carnet is needed. */
    UNKNOWN_VERSION(Blame.BLOCK),
    /** The seal names another network. Asked before the path is, so the hash may not commit to this seal. */
    WRONG_GENESIS(Blame.SENDER),
    /** The seal's target is not the policy's. Asked before the path is, so the hash may not commit to this seal. */
    WRONG_TARGET(Blame.SENDER),
    /** The hash does not meet the policy's target, whatever the seal is. */
    BAD_PROOF_OF_WORK(Blame.BLOCK),
    /** The path does not lead from the seal to the Merkle root. Path and seal are not covered by the hash of the header alone. */
    BAD_SEAL_PATH(Blame.SENDER),
    /** The miner is not in the policy list. */
    UNLISTED_MINER(Blame.BLOCK),
    /** The detached signature is not the miner's. The hash stays clean: another sender may have the right one. */
    BAD_SIGNATURE(Blame.SENDER),
    /** The parent is not known, or not the block that this one was compared with. */
    UNKNOWN_PARENT(Blame.NOBODY),
    /** The height is not the parent's plus one. */
    WRONG_HEIGHT(Blame.BLOCK),
    /** The miner mined one of the last S-1 ancestors. */
    BARRED_MINER(Blame.BLOCK),
    /** The seal's rank is not the miner's. */
    WRONG_RANK(Blame.BLOCK),
    /** The time is before parent + T + rank * delta. */
    TOO_EARLY(Blame.BLOCK),
    /** The time is further ahead of this node's clock than the drift allows: held until then (RULES 6). */
    FROM_THE_FUTURE(Blame.NOBODY),
    /** The time is so far ahead that the block is not worth holding. */
    FAR_FUTURE(Blame.NOBODY),
    /** The parent state is not what this node computed. */
    WRONG_PARENT_STATE(Blame.BLOCK),
    /** The encoded block is larger than the policy allows. */
    TOO_LARGE(Blame.BLOCK),
    /** The number of transactions is not the seal's. */
    WRONG_TRANSACTION_COUNT(Blame.SENDER),
    /** The transactions do not have the header's Merkle root: not the body of this hash. */
    BAD_MERKLE_ROOT(Blame.SENDER),
    /** A transaction appears twice. */
    DUPLICATE_TRANSACTION(Blame.BLOCK),
    /** No transaction that asks for a block (RULES 11). */
    NO_DEMAND(Blame.BLOCK),
    /** A transaction's signature is not its sender's. */
    BAD_TRANSACTION_SIGNATURE(Blame.BLOCK),
    /** A transaction is refused by the ledger. */
    BAD_TRANSACTION(Blame.BLOCK),
    /** An ancestor is invalid. */
    INVALID_ANCESTOR(Blame.BLOCK);

    /** Who is at fault, and so what is remembered. */
    public enum Blame {
        /** The hash commits to the fault: the block is invalid for ever. */
        BLOCK,
        /** What was sent is not what the hash commits to: drop it, never mark the hash. */
        SENDER,
        /** Nobody: it may hold later. */
        NOBODY
    }

    private final Blame blame;

    Rejection(Blame blame) {
        this.blame = blame;
    }

    /** Returns who is at fault. */
    public Blame blame() {
        return blame;
    }
}
