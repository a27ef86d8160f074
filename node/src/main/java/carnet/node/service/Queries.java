package carnet.node.service;

import carnet.consensus.block.Block;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.ledger.Member;
import carnet.consensus.ledger.RecordEntry;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.MemberInfo;
import carnet.node.api.Page;
import carnet.node.api.RecordStatus;
import carnet.node.api.TransactionStatus;
import carnet.node.core.CoreView;
import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import carnet.node.run.NodeLoop;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.PendingTransaction;
import carnet.storage.chain.TransactionPlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers callers' questions from the store and, for what is not on the disk, from the core. */
final class Queries {
    /** Longest wait for the core: it answers between two events. */
    private static final long CORE_SECONDS = 10;

    private final Genesis genesis;
    private final NodeId self;
    private final ChainReader stored;
    private final NodeLoop loop;
    private final LongSupplier clockMillis;

    Queries(Genesis genesis, NodeId self, ChainReader stored, NodeLoop loop, LongSupplier clockMillis) {
        this.genesis = genesis;
        this.self = self;
        this.stored = stored;
        this.loop = loop;
        this.clockMillis = clockMillis;
    }

    <T> T askCore(Function<CoreView, T> question) {
        try {
            return loop.ask(question).get(CORE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the core was asked", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the core does not answer", e);
        }
    }

    @Nullable
    RecordStatus record(PublicKey owner, Hash hashId) {
        RecordEntry entry = new LedgerReader(stored.state()).record(owner, hashId);
        if (entry != null) {
            return mined(owner, entry);
        }
        PendingTransaction pending = askCore(core -> core.pendingFor(LedgerKey.record(owner, hashId)));
        if (pending != null) {
            return waiting(pending);
        }
        RecordEntry minedMeanwhile = new LedgerReader(stored.state()).record(owner, hashId);
        if (minedMeanwhile != null) {
            return mined(owner, minedMeanwhile);
        }
        CoreView.Ended ended = askCore(core -> core.endedFor(LedgerKey.record(owner, hashId)));
        return ended == null ? null : expired(ended);
    }

    Page<RecordStatus> records(@Nullable PublicKey owner, @Nullable String cursor, int limit) {
        LedgerKey first = owner == null ? LedgerKey.records() : LedgerKey.recordsOf(owner);
        LedgerKey from = cursor == null ? first : after(cursor, first);
        List<RecordStatus> items = new ArrayList<>();
        String next = null;
        for (LedgerView.Entry row : stored.state().scan(from, LedgerKey.recordsEnd(), limit + 1)) {
            byte[] key = row.key().bytes();
            PublicKey rowOwner = ownerOf(key);
            if (owner != null && !owner.equals(rowOwner)) {
                break;
            }
            if (items.size() == limit) {
                next = HexFormat.of().formatHex(lastKey(items.get(limit - 1)));
                break;
            }
            RecordEntry entry = new LedgerReader(stored.state()).record(rowOwner, hashIdOf(key));
            if (entry != null) {
                items.add(mined(rowOwner, entry));
            }
        }
        if (next == null) {
            addPending(owner, limit, items);
        }
        return new Page<>(items, next);
    }

    @Nullable
    TransactionStatus transaction(Hash txid) {
        TransactionStatus mined = minedTransaction(txid);
        if (mined != null) {
            return mined;
        }
        PendingTransaction pending = askCore(core -> core.pending(txid));
        if (pending != null) {
            return status(pending.transaction(), "pending", null, null, "It waits for a block.");
        }
        CoreView.Ended ended = askCore(core -> core.ended(txid));
        return ended == null
                ? minedTransaction(txid) // it may have left the pool for a block between the two questions
                : status(ended.transaction(), "expired", null, null, ended.reason());
    }

    private @Nullable TransactionStatus minedTransaction(Hash txid) {
        TransactionPlace place = stored.place(txid);
        Block block = place == null ? null : stored.block(place.block());
        if (place == null || block == null) {
            return null;
        }
        Transaction transaction = block.transactions().get(place.index() - 1);
        return status(transaction, "in block", block, place.index(), null);
    }

    @Nullable
    MemberInfo member(PublicKey key) {
        Member member = new LedgerReader(stored.state()).member(key);
        return member == null ? null : info(member);
    }

    Page<MemberInfo> members(@Nullable String cursor, int limit) {
        LedgerKey from = cursor == null ? LedgerKey.members() : after(cursor, LedgerKey.members());
        List<MemberInfo> items = new ArrayList<>();
        String next = null;
        LedgerReader reader = new LedgerReader(stored.state());
        for (LedgerView.Entry row : stored.state().scan(from, LedgerKey.membersEnd(), limit + 1)) {
            byte[] key = row.key().bytes();
            if (items.size() == limit) {
                next = HexFormat.of()
                        .formatHex(LedgerKey.member(
                                        PublicKey.fromHex(items.get(limit - 1).key()))
                                .bytes());
                break;
            }
            Member member = reader.member(ownerOf(key));
            if (member != null) {
                items.add(info(member));
            }
        }
        return new Page<>(items, next);
    }

    String nameOf(NodeId id) {
        return genesis.policy().miner(id).map(NodeCard::name).orElse("");
    }

    private RecordStatus mined(PublicKey owner, RecordEntry entry) {
        Hash block = stored.hashAt(entry.height());
        return status(
                owner,
                entry.put(),
                entry.txid(),
                "in block",
                entry.timeMillis(),
                block == null ? null : block.hex(),
                entry.height(),
                entry.blockTimestampMillis(),
                entry.blockTimestampMillis(),
                null);
    }

    private RecordStatus waiting(PendingTransaction pending) {
        Transaction transaction = pending.transaction();
        return status(
                transaction.sender(),
                (PutRecord) transaction.payload(),
                transaction.id(),
                "accepted",
                transaction.validFromMillis(),
                null,
                null,
                null,
                pending.admittedAtMillis(),
                null);
    }

    private RecordStatus expired(CoreView.Ended ended) {
        Transaction transaction = ended.transaction();
        return status(
                transaction.sender(),
                (PutRecord) transaction.payload(),
                transaction.id(),
                "expired",
                transaction.validFromMillis(),
                null,
                null,
                null,
                transaction.validUntilMillis(),
                ended.reason());
    }

    private RecordStatus status(
            PublicKey owner,
            PutRecord put,
            Hash txid,
            String state,
            long timeMillis,
            @Nullable String blockHash,
            @Nullable Long height,
            @Nullable Long blockTimestampMillis,
            long sinceMillis,
            @Nullable String endReason) {
        boolean held = stored.isHeld(put.content());
        Set<NodeId> others = askCore(core -> Set.copyOf(core.holders(put.content())));
        List<String> holders = new ArrayList<>();
        for (NodeCard card : genesis.policy().miners()) {
            if (card.id().equals(self) ? held : others.contains(card.id())) {
                holders.add(card.id().toString());
            }
        }
        int nodes = genesis.policy().miners().size();
        if (holders.size() < nodes && endReason == null) {
            loop.submit(
                    (NodeCore core, long nowMillis, Effects fx) -> core.onHoldersAsked(put.content(), nowMillis, fx));
        }
        return new RecordStatus(
                owner.hex(),
                put.hashId().hex(),
                txid.hex(),
                put.payloadCid().toString(),
                put.keyBoxCid().toString(),
                RecordText.profile(put.profile()),
                RecordText.recordClass(put.recordClass()),
                put.sizeClass(),
                state,
                held,
                holders.size(),
                nodes,
                holders,
                timeMillis,
                blockHash,
                height,
                blockTimestampMillis,
                false,
                endReason != null ? endReason : RecordText.reason(state, held, holders.size(), nodes),
                Math.max(0, clockMillis.getAsLong() - sinceMillis));
    }

    private TransactionStatus status(
            Transaction transaction,
            String state,
            @Nullable Block block,
            @Nullable Integer index,
            @Nullable String reason) {
        return new TransactionStatus(
                transaction.id().hex(),
                transaction.payload().type().words(),
                transaction.sender().hex(),
                transaction.validFromMillis(),
                transaction.validUntilMillis(),
                transaction.sizeBytes(),
                state,
                block == null ? null : block.hash().hex(),
                block == null ? null : block.seal().height(),
                index,
                false,
                reason);
    }

    private void addPending(@Nullable PublicKey owner, int limit, List<RecordStatus> items) {
        for (PendingTransaction pending : askCore(core -> core.allPending())) {
            Transaction transaction = pending.transaction();
            if (items.size() < limit
                    && transaction.payload() instanceof PutRecord
                    && (owner == null || owner.equals(transaction.sender()))) {
                items.add(waiting(pending));
            }
        }
    }

    private static MemberInfo info(Member member) {
        return new MemberInfo(
                member.card().key().hex(),
                member.card().sealingKeyHex(),
                member.card().domain().name(),
                member.card().role().name().toLowerCase(Locale.ROOT),
                member.height());
    }

    private static byte[] lastKey(RecordStatus status) {
        return LedgerKey.record(PublicKey.fromHex(status.owner()), Hash.fromHex(status.hashId()))
                .bytes();
    }

    private static LedgerKey after(String cursor, LedgerKey first) {
        byte[] key = HexFormat.of().parseHex(cursor);
        if (key.length == 0 || key.length >= LedgerKey.MAX_BYTES || key[0] != first.bytes()[0]) {
            throw new IllegalArgumentException("the cursor is not one that this list gave");
        }
        return LedgerKey.of(Arrays.copyOf(key, key.length + 1));
    }

    private static PublicKey ownerOf(byte[] key) {
        return PublicKey.of(Arrays.copyOfRange(key, 1, 1 + PublicKey.LENGTH_BYTES));
    }

    private static Hash hashIdOf(byte[] key) {
        int from = 1 + PublicKey.LENGTH_BYTES;
        return Hash.of(Arrays.copyOfRange(key, from, from + Hash.LENGTH_BYTES));
    }
}
