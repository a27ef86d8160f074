package carnet.node.sim;

import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;

/** Seals that differ from another one in one field. */
final class Seals {
    private Seals() {}

    static Seal withGenesis(Seal s, Hash genesis) {
        return new Seal(genesis, s.height(), s.miner(), s.rank(), s.target(), s.transactionCount(), s.parentState());
    }

    static Seal withHeight(Seal s, long height) {
        return new Seal(s.genesis(), height, s.miner(), s.rank(), s.target(), s.transactionCount(), s.parentState());
    }

    static Seal withMiner(Seal s, NodeId miner) {
        return new Seal(s.genesis(), s.height(), miner, s.rank(), s.target(), s.transactionCount(), s.parentState());
    }

    static Seal withRank(Seal s, int rank) {
        return new Seal(s.genesis(), s.height(), s.miner(), rank, s.target(), s.transactionCount(), s.parentState());
    }

    static Seal withTarget(Seal s, Target target) {
        return new Seal(s.genesis(), s.height(), s.miner(), s.rank(), target, s.transactionCount(), s.parentState());
    }

    static Seal withCount(Seal s, int count) {
        return new Seal(s.genesis(), s.height(), s.miner(), s.rank(), s.target(), count, s.parentState());
    }

    static Seal withState(Seal s, Hash state) {
        return new Seal(s.genesis(), s.height(), s.miner(), s.rank(), s.target(), s.transactionCount(), state);
    }
}
