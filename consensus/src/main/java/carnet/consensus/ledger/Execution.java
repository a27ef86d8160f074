package carnet.consensus.ledger;

import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import java.util.List;
import java.util.Optional;

/**
 * Executes the transactions of one block, in order, on the state after its parent. Reads through a port, never writes:
 * the outcome is a delta. Signatures are not checked here; see {@code rules}.
 */
public final class Execution {
    /**
     * Most rows of ended windows that one block removes, so that a block's cost stays bounded: more than the largest block
     * can add, so that no backlog lasts.
     */
    private static final int MAX_REMOVED_WINDOWS = 8_192;

    private final Hash genesis;
    private final long height;
    private final long timestampMillis;
    private final LedgerView parentState;
    private final Overlay overlay;
    private final LedgerReader reader;
    private final Policy policy;

    /**
     * Begins a block.
     *
     * @param genesis the network
     * @param parentState the state after the parent
     * @param height the block's height
     * @param timestampMillis the block's time, against which validity windows are held
     */
    public Execution(Hash genesis, LedgerView parentState, long height, long timestampMillis) {
        this(genesis, new LedgerReader(parentState).policy(), parentState, height, timestampMillis);
    }

    /**
     * Begins a block for a caller that has the policy list of the parent's state at hand: reading it costs a key check for
     * every node and registrar, too much for each transaction that comes.
     */
    public Execution(Hash genesis, Policy policy, LedgerView parentState, long height, long timestampMillis) {
        this.genesis = genesis;
        this.policy = policy;
        this.height = height;
        this.timestampMillis = timestampMillis;
        this.overlay = new Overlay(parentState);
        this.parentState = parentState;
        this.reader = new LedgerReader(overlay);
    }

    /** Executes one transaction whole, or refuses it and changes nothing. */
    public Optional<TransactionRefusal> execute(Transaction transaction) {
        Optional<TransactionRefusal> refusal = refusalOf(transaction);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (transaction.payload() instanceof RegisterMember register) {
            MemberCard card = register.card();
            overlay.put(LedgerKey.member(card.key()), new Member(card, height).bytes());
        } else if (transaction.payload() instanceof PutRecord put) {
            RecordEntry entry =
                    new RecordEntry(put, transaction.id(), transaction.validFromMillis(), height, timestampMillis);
            overlay.put(LedgerKey.record(transaction.sender(), put.hashId()), entry.bytes());
            overlay.put(
                    LedgerKey.content(put.payloadCid()), transaction.sender().bytes());
            overlay.put(LedgerKey.content(put.keyBoxCid()), transaction.sender().bytes());
        }
        overlay.put(LedgerKey.executed(transaction.validUntilMillis(), transaction.id()), new byte[0]);
        return Optional.empty();
    }

    /**
     * Returns what the block does to the state so far. Only here are the rows of ended windows looked for: no transaction
     * depends on their removal, since all that they could refuse is expired, and a trial needs none. Who goes from block to
     * block remembers from where on windows are left: a store would else pass over every row that it deleted and did not
     * clear away yet, for each block.
     *
     * @param windowsFromMillis no window in the parent's state ends before; 0 when that is not known
     */
    public Effect delta(long windowsFromMillis) {
        long leftFromMillis = removeEndedWindows(windowsFromMillis);
        return new Effect(overlay.delta(), leftFromMillis);
    }

    /**
     * What a block does to the state.
     *
     * @param delta the change
     * @param windowsFromMillis no window in the state after the block ends before
     */
    public record Effect(Delta delta, long windowsFromMillis) {}

    private Optional<TransactionRefusal> refusalOf(Transaction transaction) {
        ChainParameters parameters = policy.parameters();
        long from = transaction.validFromMillis();
        long until = transaction.validUntilMillis();
        if (!transaction.genesis().equals(genesis)) {
            return Optional.of(TransactionRefusal.WRONG_NETWORK);
        }
        if (until < from || until - from > parameters.maxValidityMillis()) {
            return Optional.of(TransactionRefusal.BAD_WINDOW);
        }
        if (timestampMillis < from) {
            return Optional.of(TransactionRefusal.NOT_YET_VALID);
        }
        if (timestampMillis > until) {
            return Optional.of(TransactionRefusal.EXPIRED);
        }
        if (reader.isExecuted(until, transaction.id())) {
            return Optional.of(TransactionRefusal.ALREADY_EXECUTED);
        }
        if (transaction.payload() instanceof RegisterMember register) {
            return refusalOf(transaction, register);
        }
        return refusalOf(transaction, (PutRecord) transaction.payload());
    }

    private Optional<TransactionRefusal> refusalOf(Transaction transaction, RegisterMember register) {
        MemberCard card = register.card();
        if (!policy.isRegistrar(transaction.sender(), card.domain())) {
            return Optional.of(TransactionRefusal.NOT_REGISTRAR);
        }
        if (card.role() != MemberRole.MEMBER) {
            return Optional.of(TransactionRefusal.ROLE_NOT_ALLOWED);
        }
        if (reader.isMember(card.key())) {
            return Optional.of(TransactionRefusal.MEMBER_EXISTS);
        }
        if (!card.signatureHolds()) {
            return Optional.of(TransactionRefusal.BAD_CARD);
        }
        return Optional.empty();
    }

    private Optional<TransactionRefusal> refusalOf(Transaction transaction, PutRecord put) {
        if (!reader.isMember(transaction.sender())) {
            return Optional.of(TransactionRefusal.NOT_A_MEMBER);
        }
        if (put.sizeClass() > policy.parameters().maxRecordSizeClass()) {
            return Optional.of(TransactionRefusal.RECORD_TOO_LARGE);
        }
        if (reader.record(transaction.sender(), put.hashId()) != null) {
            return Optional.of(TransactionRefusal.RECORD_EXISTS);
        }
        for (var cid : List.of(put.payloadCid(), put.keyBoxCid())) {
            var owner = reader.contentOwner(cid);
            if (owner != null && !owner.equals(transaction.sender())) {
                return Optional.of(TransactionRefusal.FOREIGN_CONTENT);
            }
        }
        return Optional.empty();
    }

    /** Returns from where on windows are left; those that this block adds end at its time or later. */
    private long removeEndedWindows(long fromMillis) {
        if (fromMillis >= timestampMillis) {
            return fromMillis;
        }
        LedgerKey from = LedgerKey.executedFrom(fromMillis);
        LedgerKey to = LedgerKey.executedFrom(timestampMillis);
        List<LedgerView.Entry> ended = parentState.scan(from, to, MAX_REMOVED_WINDOWS);
        ended.forEach(row -> overlay.remove(row.key()));
        return ended.size() < MAX_REMOVED_WINDOWS ? timestampMillis : fromMillis;
    }
}
