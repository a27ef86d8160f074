package carnet.consensus.rules;

import carnet.consensus.block.Block;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.Execution;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.ledger.TransactionRefusal;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a block's transactions show: that they are the body of this hash, and that the ledger takes every one. */
public final class BodyRules {
    private BodyRules() {}

    /** The outcome of executing a block's transactions. */
    public sealed interface Outcome {
        /**
         * All executed.
         *
         * @param delta what they do to the state
         * @param windowsFromMillis no window of an executed transaction in the state after the block ends before
         */
        record Executed(Delta delta, long windowsFromMillis) implements Outcome {}

        /**
         * One was refused.
         *
         * @param rejection BAD_TRANSACTION_SIGNATURE or BAD_TRANSACTION
         * @param detail which transaction and why, for the log
         */
        record Refused(Rejection rejection, String detail) implements Outcome {}
    }

    /** Returns the first rule on form that does not hold. Needs no state. */
    public static Optional<Rejection> checkForm(ChainParameters parameters, Block block) {
        if (block.transactions().size() != block.seal().transactionCount()) {
            return Optional.of(Rejection.WRONG_TRANSACTION_COUNT);
        }
        if (!block.computedRoot().equals(block.header().merkleRoot())) {
            return Optional.of(Rejection.BAD_MERKLE_ROOT);
        }
        if (block.sizeBytes() > parameters.maxBlockBytes()) {
            return Optional.of(Rejection.TOO_LARGE);
        }
        if (block.transactions().isEmpty()) {
            return Optional.of(Rejection.NO_DEMAND);
        }
        Set<Hash> ids = new TreeSet<>();
        for (Transaction transaction : block.transactions()) {
            if (!ids.add(transaction.id())) {
                return Optional.of(Rejection.DUPLICATE_TRANSACTION);
            }
        }
        return Optional.empty();
    }

    /**
     * Executes the transactions on the parent's state.
     *
     * @param windowsFromMillis no window of an executed transaction in the parent's state ends before, as the parent's
     *     outcome told; 0 when that is not known
     * @param signatureHolds the node's memory of verified signatures, or a plain verification
     */
    public static Outcome execute(
            Hash genesis,
            LedgerView parentState,
            long windowsFromMillis,
            Block block,
            Predicate<Transaction> signatureHolds) {
        Execution execution = new Execution(
                genesis, parentState, block.seal().height(), block.header().timestampMillis());
        for (Transaction transaction : block.transactions()) {
            if (!signatureHolds.test(transaction)) {
                return new Outcome.Refused(Rejection.BAD_TRANSACTION_SIGNATURE, transaction.toString());
            }
            Optional<TransactionRefusal> refusal = execution.execute(transaction);
            if (refusal.isPresent()) {
                return new Outcome.Refused(Rejection.BAD_TRANSACTION, transaction + ": " + refusal.get());
            }
        }
        Execution.Effect effect = execution.delta(windowsFromMillis);
        return new Outcome.Executed(effect.delta(), effect.windowsFromMillis());
    }
}
