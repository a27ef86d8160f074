package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * This node's turn to mine. A miner of rank r starts at max(parent + T, when peers were told of demand or, if later, when
 * it is valid) + r * delta, by its own clock, and stops when a block of that height arrives (SPEC, "Mining"). The search
 * runs ahead of that time by T/5; a nonce that is found early waits for it.
 */
final class Mining {
    private final SigningKey key;
    private final NodeId self;
    private final Hash genesis;
    private long nextJobId = 1;
    private @Nullable Job job;
    private @Nullable Block solved;

    private record Job(long id, Candidate candidate, int transactions, long poolRevision, long builtAtMillis) {}

    Mining(SigningKey key, Hash genesis) {
        this.key = key;
        this.self = NodeId.of(key.publicKey());
        this.genesis = genesis;
    }

    /**
     * What one turn needs to know.
     *
     * @param head the parent to be
     * @param selection who may mine its child
     * @param parameters the numbers
     * @param demandSinceMillis since when this node and, as far as it depends on it, its peers know of demand that is valid,
     *     or when it becomes so if that is later
     * @param poolRevision rises with every change of the pool
     */
    record Turn(
            BlockMeta head,
            MinerSelection selection,
            ChainParameters parameters,
            long demandSinceMillis,
            long poolRevision) {}

    /** The outcome of looking at the clock: a block to publish, or when to look again. */
    record Outcome(@Nullable Block block, long wakeMillis) {}

    private static final Outcome NOTHING = new Outcome(null, Long.MAX_VALUE);

    /** Nothing to mine, or not allowed to: stops a search. */
    void rest(Effects fx) {
        solved = null;
        if (job != null) {
            job = null;
            fx.mine(new Effects.Mining.Stop());
        }
    }

    /**
     * Looks at the clock.
     *
     * @param transactions gives the transactions of a block with a given time; none when nothing asks for a block
     */
    Outcome update(Turn turn, LongFunction<List<Transaction>> transactions, long nowMillis, Effects fx) {
        int rank = turn.selection().rankOf(self);
        if (rank < 0) {
            rest(fx);
            return NOTHING;
        }
        ChainParameters parameters = turn.parameters();
        long delay = Math.multiplyExact((long) rank, parameters.rankDelayMillis());
        long earliest = turn.head().timestampMillis() + parameters.spacingMillis();
        long startMillis = Math.max(earliest, turn.demandSinceMillis()) + delay;
        long searchMillis = startMillis - parameters.spacingMillis() / 5;
        dropForeign(turn.head(), fx);
        if (nowMillis < searchMillis) {
            rest(fx);
            return new Outcome(null, searchMillis);
        }
        if (solved != null) {
            return release(nowMillis);
        }
        Job running = job;
        if (running != null) {
            if (running.poolRevision() == turn.poolRevision()) {
                return NOTHING;
            }
            long rebuildMillis = running.builtAtMillis() + pauseMillis(running.transactions());
            if (nowMillis < rebuildMillis) {
                return new Outcome(null, rebuildMillis);
            }
        }
        return start(turn, rank, Math.max(nowMillis, startMillis), transactions, nowMillis, fx);
    }

    private static long pauseMillis(int transactions) {
        long pauseMillis =
                Math.max(CoreLimits.REBUILD_MILLIS, transactions / CoreLimits.REBUILD_TRANSACTIONS_PER_MILLI);
        return Math.min(pauseMillis, CoreLimits.LONGEST_REBUILD_MILLIS);
    }

    /** Returns the finished block when its time has come, or when it will. */
    Optional<Outcome> onNonceFound(long jobId, long nonce, long nowMillis) {
        if (job == null || job.id() != jobId) {
            return Optional.empty();
        }
        Block block = job.candidate().sealed(nonce, key);
        job = null;
        if (!block.seal().target().isMetBy(block.hash())) {
            return Optional.empty();
        }
        solved = block;
        return Optional.of(release(nowMillis));
    }

    private Outcome release(long nowMillis) {
        Block block = solved;
        if (block == null) {
            return NOTHING;
        }
        if (nowMillis < block.header().timestampMillis()) {
            return new Outcome(null, block.header().timestampMillis());
        }
        solved = null;
        return new Outcome(block, Long.MAX_VALUE);
    }

    private Outcome start(
            Turn turn,
            int rank,
            long timestampMillis,
            LongFunction<List<Transaction>> transactions,
            long nowMillis,
            Effects fx) {
        List<Transaction> included = transactions.apply(timestampMillis);
        if (included.isEmpty()) {
            rest(fx);
            return NOTHING;
        }
        Candidate candidate =
                Candidate.on(turn.head(), genesis, self, rank, turn.parameters().target(), timestampMillis, included);
        Job started = new Job(nextJobId++, candidate, included.size(), turn.poolRevision(), nowMillis);
        job = started;
        fx.mine(new Effects.Mining.Start(new MiningJob(
                started.id(), candidate.header().bytes(), candidate.seal().target())));
        return NOTHING;
    }

    private void dropForeign(BlockMeta head, Effects fx) {
        boolean foreignJob =
                job != null && !job.candidate().header().previousHash().equals(head.hash());
        boolean foreignBlock = solved != null && !solved.header().previousHash().equals(head.hash());
        if (foreignJob || foreignBlock) {
            rest(fx);
        }
    }
}
