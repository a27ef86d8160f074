package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.ShortId;
import carnet.storage.chain.PendingTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Announced blocks that are put together here: a peer names their transactions, the pool gives what it has, the peer sends
 * the rest. What cannot be put together is asked for whole, and the hash is never marked for it. A peer that contradicts
 * the header or itself is blamed.
 */
final class CompactBlocks {
    private final Mempool pool;
    private final RecentBlocks recent;
    /** What peers were asked for, each by what it announced. */
    private final Hearsay<Hash, Draft> drafts = new Hearsay<>(CoreLimits.COMPACT_BLOCKS, 1);

    /** A block on its way; {@code shortIds} come first, the missing transactions later. */
    private static final class Draft {
        private final NodeId peer;
        private final ExtendedHeader header;
        private List<Long> shortIds = List.of();
        private @Nullable Transaction[] transactions = {};

        private Draft(NodeId peer, ExtendedHeader header) {
            this.peer = peer;
            this.header = header;
        }

        List<Integer> missing() {
            List<Integer> missing = new ArrayList<>();
            for (int i = 0; i < transactions.length; i++) {
                if (transactions[i] == null) {
                    missing.add(i);
                }
            }
            return missing;
        }
    }

    CompactBlocks(Mempool pool, RecentBlocks recent) {
        this.pool = pool;
        this.recent = recent;
    }

    /** Asks a peer for a block whose header holds: in compact form, unless most of it cannot be known. */
    void ask(NodeId peer, ExtendedHeader header, Effects fx) {
        if (2L * mayBeKnown(header) < header.seal().transactionCount()) {
            askWhole(peer, header.hash(), fx);
        } else {
            drafts.forget(peer, header.hash());
            drafts.hear(peer, header.hash(), new Draft(peer, header));
            fx.send(peer, new Message.GetCompactBlock(header.hash()));
        }
    }

    private int mayBeKnown(ExtendedHeader header) {
        int most = pool.count();
        for (Block block : recent.executed()) {
            if (block.header().previousHash().equals(header.header().previousHash())) {
                most += block.transactions().size();
            }
        }
        return most;
    }

    /** The block is here, or nobody waits for it any more. */
    void forget(Hash block) {
        drafts.forget(block);
    }

    /** A peer names a block's transactions. Returns the block when all of them are here. */
    Optional<Block> onCompactBlock(NodeId from, Message.CompactBlock message, Effects fx) {
        Draft draft = drafts.word(from, message.block());
        if (draft == null || !draft.shortIds.isEmpty()) {
            return Optional.empty();
        }
        if (message.shortIds().size() != draft.header.seal().transactionCount()) {
            return blame(draft, "names " + message.shortIds().size() + " transactions", fx);
        }
        draft.shortIds = message.shortIds();
        if (!takeKnown(draft)) {
            return askWhole(from, message.block(), fx);
        }
        List<Integer> missing = draft.missing();
        if (missing.isEmpty()) {
            return finish(draft, fx);
        }
        fx.send(from, new Message.GetBlockTransactions(message.block(), missing));
        return Optional.empty();
    }

    /** A peer sends what was missing. Returns the block. */
    Optional<Block> onTransactions(NodeId from, Message.BlockTransactions message, Effects fx) {
        Draft draft = drafts.word(from, message.block());
        if (draft == null || draft.shortIds.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> missing = draft.missing();
        if (message.transactions().size() != missing.size()) {
            return blameForNumber(draft, message.transactions().size(), fx);
        }
        for (int i = 0; i < missing.size(); i++) {
            Transaction transaction = message.transactions().get(i);
            int index = missing.get(i);
            if (ShortId.of(message.block(), transaction) != draft.shortIds.get(index)) {
                return blame(draft, "sends another transaction " + index, fx);
            }
            draft.transactions[index] = transaction;
        }
        return finish(draft, fx);
    }

    /** A peer sends another number of transactions than were missing, which nobody decoded. */
    void onMiscounted(NodeId from, Hash block, int number, Effects fx) {
        Draft draft = drafts.word(from, block);
        if (draft != null && !draft.shortIds.isEmpty()) {
            blameForNumber(draft, number, fx);
        }
    }

    private Optional<Block> blameForNumber(Draft draft, int number, Effects fx) {
        return blame(draft, "sends " + number + " transactions", fx);
    }

    /**
     * Takes transactions of the pool, and of the last blocks: two miners of one height take the same ones. Returns false
     * when two transactions have the same name, so that it is not clear which is meant.
     */
    private boolean takeKnown(Draft draft) {
        draft.transactions = new Transaction[draft.shortIds.size()];
        Map<Long, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < draft.shortIds.size(); i++) {
            if (places.put(draft.shortIds.get(i), i) != null) {
                return false;
            }
        }
        boolean clear = true;
        for (PendingTransaction pending : pool.all()) {
            clear &= place(pending.transaction(), places, draft);
        }
        for (Block block : recent.executed()) {
            for (Transaction transaction : block.transactions()) {
                clear &= place(transaction, places, draft);
            }
        }
        return clear;
    }

    private static boolean place(Transaction transaction, Map<Long, Integer> places, Draft draft) {
        Integer place = places.get(ShortId.of(draft.header.hash(), transaction));
        if (place == null) {
            return true;
        }
        Transaction other = draft.transactions[place];
        draft.transactions[place] = transaction;
        return other == null || other.equals(transaction);
    }

    private Optional<Block> finish(Draft draft, Effects fx) {
        ExtendedHeader header = draft.header;
        Block block = new Block(header.header(), header.seal(), Arrays.asList(draft.transactions), header.signature());
        if (!block.computedRoot().equals(header.header().merkleRoot())) {
            return askWhole(draft.peer, header.hash(), fx);
        }
        forget(header.hash());
        return Optional.of(block);
    }

    private Optional<Block> askWhole(NodeId peer, Hash block, Effects fx) {
        drafts.forget(peer, block);
        fx.send(peer, new Message.GetBlocks(List.of(block)));
        return Optional.empty();
    }

    private Optional<Block> blame(Draft draft, String fault, Effects fx) {
        Hash hash = draft.header.hash();
        drafts.forget(draft.peer, hash);
        fx.disconnect(draft.peer, Misbehaviour.FALSE_BODY, true, fault + " of block " + hash.shortHex());
        return Optional.empty();
    }
}
