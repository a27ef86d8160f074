package carnet.consensus.selection;

import carnet.consensus.card.NodeCard;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Algorithm 2's "list of possible miners bound by the policy list's clear limit", made exact (DESIGN section 3): who may
 * mine the child of a block, in which order, and from which time on.
 *
 * @param ranked the eligible miners of one height; the position is the rank
 */
public record MinerSelection(List<NodeId> ranked) {
    private static final byte[] SEED_DOMAIN = "carnet/seed/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RANK_DOMAIN = "carnet/rank/1\0".getBytes(StandardCharsets.US_ASCII);

    /** Copies the list. */
    public MinerSelection {
        ranked = List.copyOf(ranked);
    }

    /** Selects the miners of the child of {@code chain.tip()}. */
    public static MinerSelection of(Hash genesis, Policy policy, Ancestry chain) {
        long height = chain.tip().height() + 1;
        ChainParameters parameters = policy.parameters();
        Hash seed = seed(genesis, parameters.seedPeriod(), height, chain);
        Set<NodeId> barred = barred(parameters.minerSpacing(), chain);
        record Draw(NodeId miner, Hash ticket) {}
        List<Draw> draws = new ArrayList<>();
        for (NodeCard card : policy.miners()) {
            NodeId miner = card.id();
            if (!barred.contains(miner)) {
                draws.add(new Draw(miner, ticket(seed, height, miner)));
            }
        }
        draws.sort(Comparator.comparing(Draw::ticket));
        return new MinerSelection(draws.stream().map(Draw::miner).toList());
    }

    /** Returns the rank of a miner, or -1 when it is not eligible at this height. */
    public int rankOf(NodeId miner) {
        return ranked.indexOf(miner);
    }

    /** Returns the earliest time that a block of this rank may carry: parent + T + rank * delta. */
    public static long earliestMillis(ChainParameters parameters, long parentTimestampMillis, int rank) {
        long delay = Math.addExact(
                parameters.spacingMillis(), Math.multiplyExact((long) rank, parameters.rankDelayMillis()));
        return Math.addExact(parentTimestampMillis, delay);
    }

    /**
     * Returns the seed of the period of {@code height}: it comes from the last block two periods back, never from the
     * parent, whose miner could grind it.
     */
    private static Hash seed(Hash genesis, int period, long height, Ancestry chain) {
        long epoch = height / period;
        Hash source = epoch < 2 ? genesis : chain.at((epoch - 1) * period - 1).hash();
        return Sha256.of(
                SEED_DOMAIN, genesis.bytes(), new ByteWriter().u64(epoch).toBytes(), source.bytes());
    }

    private static Hash ticket(Hash seed, long height, NodeId miner) {
        return Sha256.of(
                RANK_DOMAIN,
                seed.bytes(),
                new ByteWriter().u64(height).toBytes(),
                miner.digest().bytes());
    }

    private static Set<NodeId> barred(int spacing, Ancestry chain) {
        Set<NodeId> barred = new TreeSet<>();
        long tip = chain.tip().height();
        for (long height = tip; height > 0 && height > tip - (spacing - 1); height--) {
            barred.add(chain.at(height).miner());
        }
        return barred;
    }
}
