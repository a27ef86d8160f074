package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import carnet.storage.chain.PendingTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Transactions that wait for a block, in the order of their admission; bounded in bytes, in all and for each sender. */
final class Mempool {
    private final Map<Hash, PendingTransaction> pending = new LinkedHashMap<>();

    /** Since when each is demand. One that this node has yet to tell its peers of is not demand and not in here. */
    private final Map<Hash, Long> demandMillis = new LinkedHashMap<>();

    /** How many are demand since when. */
    private final TreeMap<Long, Integer> demand = new TreeMap<>();

    private final Map<PublicKey, Integer> bytesOfSender = new TreeMap<>();
    private final PendingIndex<Cid> content = new PendingIndex<>();
    private final PendingIndex<LedgerKey> purposes = new PendingIndex<>();
    private final TreeMap<Long, Integer> expiries = new TreeMap<>();
    private final Map<Hash, Fate> fates = new BoundedMap<>(CoreLimits.REMEMBERED_FATES);
    private int bytes;
    private long revision;

    /** How a transaction left the pool without a block. */
    record Fate(Transaction transaction, String reason) {}

    /** Why the pool does not take a transaction that the ledger would. */
    enum Refusal {
        /** All bytes are used. */
        MEMPOOL_FULL,
        /** The sender's bytes are used. */
        QUOTA,
        /** Another pending transaction of another owner names the same content. */
        FOREIGN_CONTENT,
        /** Another pending transaction does the same. */
        DUPLICATE
    }

    Optional<Refusal> refusalOf(Transaction transaction) {
        if (transaction.payload() instanceof PutRecord put) {
            for (Cid cid : List.of(put.payloadCid(), put.keyBoxCid())) {
                for (Hash other : content.about(cid)) {
                    boolean sameOwner = transaction
                            .sender()
                            .equals(pending(other).transaction().sender());
                    return Optional.of(sameOwner ? Refusal.DUPLICATE : Refusal.FOREIGN_CONTENT);
                }
            }
        }
        if (purposes.contains(purposeOf(transaction))) {
            return Optional.of(Refusal.DUPLICATE);
        }
        if (bytes + transaction.sizeBytes() > CoreLimits.POOL_BYTES) {
            return Optional.of(Refusal.MEMPOOL_FULL);
        }
        int ofSender = bytesOfSender.getOrDefault(transaction.sender(), 0);
        if (ofSender + transaction.sizeBytes() > CoreLimits.POOL_BYTES_PER_SENDER) {
            return Optional.of(Refusal.QUOTA);
        }
        return Optional.empty();
    }

    void add(PendingTransaction admitted) {
        Transaction transaction = admitted.transaction();
        if (pending.putIfAbsent(transaction.id(), admitted) != null) {
            return;
        }
        bytes += transaction.sizeBytes();
        bytesOfSender.merge(transaction.sender(), transaction.sizeBytes(), Integer::sum);
        countOne(expiries, transaction.validUntilMillis(), 1);
        index(transaction);
        fates.remove(transaction.id());
        revision++;
    }

    /** Removes a transaction; {@code fate} is remembered when it did not end in a block. */
    void remove(Hash id, @Nullable String fate) {
        PendingTransaction removed = pending.remove(id);
        if (removed == null) {
            return;
        }
        Transaction transaction = removed.transaction();
        bytes -= transaction.sizeBytes();
        bytesOfSender.computeIfPresent(transaction.sender(), (sender, sum) -> {
            int left = sum - transaction.sizeBytes();
            return left > 0 ? left : null;
        });
        countOne(expiries, transaction.validUntilMillis(), -1);
        Long sinceMillis = demandMillis.remove(id);
        if (sinceMillis != null) {
            countOne(demand, sinceMillis, -1);
        }
        unindex(transaction);
        if (fate != null) {
            fates.put(id, new Fate(transaction, fate));
        }
        revision++;
    }

    /** Peers know of a transaction from now on, unless they did before. */
    void told(Hash id, long nowMillis) {
        PendingTransaction told = pending.get(id);
        if (told != null && !demandMillis.containsKey(id)) {
            long sinceMillis = Math.max(nowMillis, told.transaction().validFromMillis());
            demandMillis.put(id, sinceMillis);
            countOne(demand, sinceMillis, 1);
        }
    }

    /**
     * Returns since when something waits that a block may hold and that this node and its peers know of: later than now
     * when it is not valid yet, never when there is none.
     */
    long demandSinceMillis() {
        return demand.isEmpty() ? Long.MAX_VALUE : demand.firstKey();
    }

    /** Returns the first moment at which a pending transaction is too old. */
    long nextExpiryMillis() {
        return expiries.isEmpty() ? Long.MAX_VALUE : expiries.firstKey() + 1;
    }

    boolean contains(Hash id) {
        return pending.containsKey(id);
    }

    /** Returns whether a pending transaction names this content. */
    boolean names(Cid cid) {
        return content.contains(cid);
    }

    @Nullable
    PendingTransaction find(Hash id) {
        return pending.get(id);
    }

    /** Returns the block with pending transactions in place of their equals: what was verified of either is remembered. */
    Block withKnown(Block block) {
        List<Transaction> transactions = new ArrayList<>();
        for (Transaction transaction : block.transactions()) {
            PendingTransaction known = pending.get(transaction.id());
            transactions.add(
                    known != null && known.transaction().equals(transaction)
                            ? joined(known.transaction(), transaction)
                            : transaction);
        }
        return new Block(block.header(), block.seal(), transactions, block.signature());
    }

    private static Transaction joined(Transaction known, Transaction copy) {
        if (copy.isMarkedSigned()) {
            known.markSigned();
        }
        return known;
    }

    /** Returns the pending transaction that would write this member or record, or null. */
    @Nullable
    PendingTransaction findFor(LedgerKey purpose) {
        return purposes.about(purpose).stream().findFirst().map(pending::get).orElse(null);
    }

    /** Returns what can be in no block after this transaction: it is about the same row, or names another owner's content. */
    Set<Transaction> conflicting(Transaction executed) {
        Set<Hash> ids = new LinkedHashSet<>(purposes.about(purposeOf(executed)));
        if (executed.payload() instanceof PutRecord put) {
            ids.addAll(content.about(put.payloadCid()));
            ids.addAll(content.about(put.keyBoxCid()));
        }
        ids.remove(executed.id());
        Set<Transaction> conflicting = new LinkedHashSet<>();
        for (Hash id : ids) {
            Transaction other = pending(id).transaction();
            if (excludes(executed, other)) {
                conflicting.add(other);
            }
        }
        return conflicting;
    }

    private static boolean excludes(Transaction executed, Transaction other) {
        return !other.sender().equals(executed.sender()) || purposeOf(other).equals(purposeOf(executed));
    }

    Collection<PendingTransaction> all() {
        return Collections.unmodifiableCollection(pending.values());
    }

    List<Hash> ids(int limit) {
        List<Hash> ids = new ArrayList<>();
        for (Hash id : pending.keySet()) {
            if (ids.size() == limit) {
                break;
            }
            ids.add(id);
        }
        return ids;
    }

    @Nullable
    Fate fate(Hash id) {
        return fates.get(id);
    }

    /** Returns what became of the last remembered transaction that would have written this member or record, or null. */
    @Nullable
    Fate fateFor(LedgerKey purpose) {
        Fate last = null;
        for (Fate fate : fates.values()) {
            if (purposeOf(fate.transaction()).equals(purpose)) {
                last = fate;
            }
        }
        return last;
    }

    int count() {
        return pending.size();
    }

    int bytes() {
        return bytes;
    }

    /** Rises with every change. */
    long revision() {
        return revision;
    }

    private static void countOne(Map<Long, Integer> counts, long moment, int change) {
        counts.merge(moment, change, (count, more) -> count + more == 0 ? null : count + more);
    }

    private PendingTransaction pending(Hash id) {
        PendingTransaction found = pending.get(id);
        if (found == null) {
            throw new IllegalStateException("an index names a transaction that is not pending");
        }
        return found;
    }

    private void index(Transaction transaction) {
        if (transaction.payload() instanceof PutRecord put) {
            content.add(put.payloadCid(), transaction.id());
            content.add(put.keyBoxCid(), transaction.id());
        }
        purposes.add(purposeOf(transaction), transaction.id());
    }

    private void unindex(Transaction transaction) {
        if (transaction.payload() instanceof PutRecord put) {
            content.remove(put.payloadCid(), transaction.id());
            content.remove(put.keyBoxCid(), transaction.id());
        }
        purposes.remove(purposeOf(transaction), transaction.id());
    }

    /** Returns the row that a transaction is about: two transactions for one row cannot both be executed. */
    private static LedgerKey purposeOf(Transaction transaction) {
        if (transaction.payload() instanceof PutRecord put) {
            return LedgerKey.record(transaction.sender(), put.hashId());
        }
        return LedgerKey.member(((RegisterMember) transaction.payload()).card().key());
    }
}
