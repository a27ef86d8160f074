package carnet.node.core;

import carnet.consensus.ledger.Execution;
import carnet.consensus.ledger.TransactionRefusal;
import carnet.consensus.tx.Transaction;
import carnet.storage.chain.ChainReader;
import java.util.Optional;

/** Whether a transaction may join the pool: cheap checks first, the signature late, the ledger last. */
final class Admission {
    private static final long BUSY_RETRY_MILLIS = 1_000;

    private final Chain chain;
    private final Mempool pool;
    private final ChainReader stored;
    private final SignatureCheck signatures;

    Admission(Chain chain, Mempool pool, ChainReader stored, SignatureCheck signatures) {
        this.chain = chain;
        this.pool = pool;
        this.stored = stored;
        this.signatures = signatures;
    }

    /** What became of a transaction that was offered. */
    sealed interface Verdict {
        /** It may join. */
        record Welcome() implements Verdict {}

        /** It is in the pool or in the chain. */
        record Known() implements Verdict {}

        /** It is refused for good. */
        record Refused(String code, String message) implements Verdict {}

        /** There is no room now. */
        record Busy(String code, String message, long retryAfterMillis) implements Verdict {}
    }

    Verdict judge(Transaction transaction, long nowMillis) {
        if (pool.contains(transaction.id()) || stored.place(transaction.id()) != null) {
            return new Verdict.Known();
        }
        if (!transaction.genesis().equals(chain.genesisHash())) {
            return refused(TransactionRefusal.WRONG_NETWORK);
        }
        Optional<Mempool.Refusal> full = pool.refusalOf(transaction);
        if (full.isPresent()) {
            return verdict(full.get());
        }
        if (!signatures.holds(transaction)) {
            return refused(TransactionRefusal.BAD_SIGNATURE);
        }
        long blockTimestampMillis = Math.max(
                nowMillis,
                chain.head().timestampMillis() + chain.policy().parameters().spacingMillis());
        if (transaction.validFromMillis() <= nowMillis + CoreLimits.EARLY_MILLIS) {
            blockTimestampMillis = Math.max(blockTimestampMillis, transaction.validFromMillis());
        }
        Execution execution = new Execution(
                chain.genesisHash(), chain.policy(), chain.state(), chain.head().height() + 1, blockTimestampMillis);
        Optional<TransactionRefusal> refusal = execution.execute(transaction);
        return refusal.isPresent() ? refused(refusal.get()) : new Verdict.Welcome();
    }

    private static Verdict verdict(Mempool.Refusal refusal) {
        return switch (refusal) {
            case MEMPOOL_FULL ->
                new Verdict.Busy(
                        refusal.name(), "Too many transactions wait for a block. Try again.", BUSY_RETRY_MILLIS);
            case QUOTA ->
                new Verdict.Busy(
                        refusal.name(),
                        "Too many transactions of this sender wait for a block. Try again.",
                        BUSY_RETRY_MILLIS);
            case FOREIGN_CONTENT ->
                new Verdict.Refused(
                        TransactionRefusal.FOREIGN_CONTENT.name(), TransactionRefusal.FOREIGN_CONTENT.text());
            case DUPLICATE ->
                new Verdict.Refused(
                        "ALREADY_PENDING_EXISTS", "A transaction that does the same already waits for a block.");
        };
    }

    private static Verdict refused(TransactionRefusal refusal) {
        return new Verdict.Refused(refusal.name(), refusal.text());
    }
}
