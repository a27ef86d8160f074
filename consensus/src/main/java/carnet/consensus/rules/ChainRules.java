package carnet.consensus.rules;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.crypto.hash.Hash;
import java.util.Optional;

/** What a header and seal show on top of their parent: height, turn, time, and the state once it is known. */
public final class ChainRules {
    private ChainRules() {}

    /** Returns the first rule that does not hold for a child of {@code chain.tip()}. */
    public static Optional<Rejection> check(Hash genesis, Policy policy, Ancestry chain, Header header, Seal seal) {
        if (!header.previousHash().equals(chain.tip().hash())) {
            return Optional.of(Rejection.UNKNOWN_PARENT);
        }
        if (seal.height() != chain.tip().height() + 1) {
            return Optional.of(Rejection.WRONG_HEIGHT);
        }
        int rank = MinerSelection.of(genesis, policy, chain).rankOf(seal.miner());
        if (rank < 0) {
            return Optional.of(Rejection.BARRED_MINER);
        }
        if (rank != seal.rank()) {
            return Optional.of(Rejection.WRONG_RANK);
        }
        long earliest =
                MinerSelection.earliestMillis(policy.parameters(), chain.tip().timestampMillis(), rank);
        if (header.timestampMillis() < earliest) {
            return Optional.of(Rejection.TOO_EARLY);
        }
        return Optional.empty();
    }

    /** Checks the commitment to the state, once the parent has been executed. */
    public static Optional<Rejection> checkState(BlockMeta executedParent, Seal seal) {
        return seal.parentState().equals(executedParent.state())
                ? Optional.empty()
                : Optional.of(Rejection.WRONG_PARENT_STATE);
    }

    /**
     * Returns whether a block's time can be accepted now. This depends on the clock of the node that asks, so it is no
     * part of validity: a held block is neither extended nor relayed until its time (RULES 6).
     *
     * @param holdMillis how far beyond the drift a block is worth holding
     */
    public static Optional<Rejection> checkClock(
            ChainParameters parameters, long timestampMillis, long nowMillis, long holdMillis) {
        long ahead = timestampMillis - nowMillis;
        if (ahead > parameters.driftMillis() + holdMillis) {
            return Optional.of(Rejection.FAR_FUTURE);
        }
        if (ahead > parameters.driftMillis()) {
            return Optional.of(Rejection.FROM_THE_FUTURE);
        }
        return Optional.empty();
    }
}
