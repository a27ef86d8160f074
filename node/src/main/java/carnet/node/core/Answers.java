package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.ShortId;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.PendingTransaction;
import carnet.storage.chain.StoredHeader;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers what peers ask for, from what is on the disk. Every answer is bounded in bytes, and so is what one peer gets in a
 * time: what it asks beyond that waits, and what does not fit into the queue is dropped, since a peer asks again for what it
 * misses. So a peer that floods this node with questions of a few bytes costs it neither its memory nor its time.
 */
final class Answers {
    /** What it costs to look up one row, beside its bytes, in bytes. */
    private static final int LOOKUP_COST_BYTES = 1 << 10;

    /** The same for a block: its height, its row, and its hashing where its header is asked for. */
    private static final int BLOCK_COST_BYTES = 4 << 10;

    /** What a byte costs that is decoded: a block of 1 MiB may have 3,600 keys, some 30 ms of a fast core, 200 of a slow one. */
    private static final int DECODED_BYTE_COST = 4;

    private final ChainReader stored;
    private final Mempool pool;
    private final RecentBlocks recent;
    private final SortedMap<NodeId, Asker> askers = new TreeMap<>();

    private record Question(Message message, int bytes) {}

    /** One peer's questions, and the time until which it used up its share. */
    private static final class Asker {
        private final Deque<Question> waiting = new ArrayDeque<>();
        private int waitingBytes;
        private long usedUntilMillis;

        long nextMillis() {
            return waiting.isEmpty() ? Long.MAX_VALUE : usedUntilMillis - CoreLimits.ANSWER_BURST_MILLIS;
        }

        /** Drops a question for which there is no room. */
        void add(Message message) {
            if (waiting.size() == CoreLimits.WAITING_QUESTIONS) {
                return;
            }
            int bytes = MessageCodec.encode(message).length;
            if (waitingBytes + bytes <= CoreLimits.WAITING_QUESTION_BYTES) {
                waitingBytes += bytes;
                waiting.add(new Question(message, bytes));
            }
        }

        Message remove() {
            Question question = waiting.remove();
            waitingBytes -= question.bytes();
            return question.message();
        }

        void clear() {
            waiting.clear();
            waitingBytes = 0;
        }

        /** Every answer takes a millisecond or more of the share. */
        void use(long costBytes, long nowMillis) {
            usedUntilMillis = Math.max(usedUntilMillis, nowMillis) + 1 + costBytes / CoreLimits.ANSWER_BYTES_PER_MILLI;
        }
    }

    Answers(ChainReader stored, Mempool pool, RecentBlocks recent) {
        this.stored = stored;
        this.pool = pool;
        this.recent = recent;
    }

    /** A peer asks for headers, blocks, transactions or holdings; any other message is no question and is passed over. */
    void onQuestion(NodeId peer, Message question, long nowMillis, Effects fx) {
        Asker asker = askers.computeIfAbsent(peer, id -> new Asker());
        asker.add(question);
        proceed(peer, asker, nowMillis, fx);
    }

    /** A peer is gone, and what it asked with it. What it used of its share stays used, or it would only have to come back. */
    void forget(NodeId peer) {
        Asker asker = askers.get(peer);
        if (asker != null) {
            asker.clear();
        }
    }

    /** Answers what waits and has its turn now. */
    void proceed(long nowMillis, Effects fx) {
        askers.forEach((peer, asker) -> proceed(peer, asker, nowMillis, fx));
    }

    /** Returns when {@link #proceed} is wanted next. */
    long wakeMillis() {
        return askers.values().stream().mapToLong(Asker::nextMillis).min().orElse(Long.MAX_VALUE);
    }

    private void proceed(NodeId peer, Asker asker, long nowMillis, Effects fx) {
        while (asker.nextMillis() <= nowMillis) {
            asker.use(answer(peer, asker.remove(), fx), nowMillis);
        }
    }

    /** Answers and returns what it cost, in bytes. */
    private long answer(NodeId peer, Message question, Effects fx) {
        if (question instanceof Message.GetHeaders m) {
            return headers(peer, m, fx);
        } else if (question instanceof Message.GetBlocks m) {
            return blocks(peer, m, fx);
        } else if (question instanceof Message.GetCompactBlock m) {
            return compactBlock(peer, m, fx);
        } else if (question instanceof Message.GetBlockTransactions m) {
            return blockTransactions(peer, m, fx);
        } else if (question instanceof Message.GetTransactions m) {
            return transactions(peer, m, fx);
        } else if (question instanceof Message.WhoHolds m) {
            return whoHolds(peer, m, fx);
        }
        return 0;
    }

    private long headers(NodeId peer, Message.GetHeaders request, Effects fx) {
        List<ExtendedHeader> headers = new ArrayList<>();
        long height = forkHeight(request.locator()) + 1;
        int readBytes = 0;
        while (headers.size() < CoreLimits.SYNC_HEADERS && readBytes < CoreLimits.ANSWER_BYTES) {
            Hash hash = stored.hashAt(height++);
            StoredHeader header = hash == null ? null : stored.header(hash);
            if (header == null) {
                break;
            }
            readBytes += header.blockBytes();
            headers.add(header.header());
        }
        fx.send(peer, new Message.Headers(headers));
        long rows = 1L + request.locator().size();
        return readBytes + rows * LOOKUP_COST_BYTES + (long) headers.size() * BLOCK_COST_BYTES;
    }

    private long blocks(NodeId peer, Message.GetBlocks request, Effects fx) {
        Set<Hash> wanted = new LinkedHashSet<>(request.hashes());
        List<Hash> missing = new ArrayList<>();
        int bytes = 0;
        for (Hash hash : wanted) {
            byte[] block = bytes < CoreLimits.ANSWER_BYTES ? stored.blockBytes(hash) : null;
            if (block == null) {
                missing.add(hash);
            } else {
                bytes += block.length;
                fx.send(peer, new Message.StoredBlock(block));
            }
        }
        if (!missing.isEmpty()) {
            fx.send(peer, new Message.NotFound(missing));
        }
        return bytes + (long) wanted.size() * BLOCK_COST_BYTES;
    }

    /** Returns a block, recent or not, or null. */
    private @Nullable Block block(Hash hash) {
        Block block = recent.find(hash);
        return block == null ? stored.block(hash) : block;
    }

    /** Peers ask for the parts of a block when it was announced; the parts of an old one are for nobody and dear. */
    private long costOfParts(Block block) {
        boolean decoded = recent.find(block.hash()) == null;
        return BLOCK_COST_BYTES + (long) block.sizeBytes() * (decoded ? DECODED_BYTE_COST : 1);
    }

    private long compactBlock(NodeId peer, Message.GetCompactBlock request, Effects fx) {
        Block block = block(request.block());
        if (block == null) {
            fx.send(peer, new Message.NotFound(List.of(request.block())));
            return BLOCK_COST_BYTES;
        }
        List<Long> shortIds = new ArrayList<>();
        for (Transaction transaction : block.transactions()) {
            shortIds.add(ShortId.of(request.block(), transaction));
        }
        fx.send(peer, new Message.CompactBlock(request.block(), shortIds));
        return costOfParts(block);
    }

    private long blockTransactions(NodeId peer, Message.GetBlockTransactions request, Effects fx) {
        Block block = block(request.block());
        if (block == null) {
            fx.send(peer, new Message.NotFound(List.of(request.block())));
            return BLOCK_COST_BYTES;
        }
        List<Transaction> all = block.transactions();
        List<Integer> indexes = request.indexes();
        if (indexes.isEmpty() || indexes.get(indexes.size() - 1) >= all.size()) {
            fx.send(peer, new Message.NotFound(List.of(request.block())));
        } else {
            List<Transaction> wanted = indexes.stream().map(all::get).toList();
            fx.send(peer, new Message.BlockTransactions(request.block(), wanted));
        }
        return costOfParts(block);
    }

    private long transactions(NodeId peer, Message.GetTransactions request, Effects fx) {
        Set<Hash> wanted = new LinkedHashSet<>(request.ids());
        List<Transaction> found = new ArrayList<>();
        List<Hash> missing = new ArrayList<>();
        int bytes = 0;
        for (Hash id : wanted) {
            PendingTransaction pending = pool.find(id);
            if (pending == null) {
                missing.add(id);
            } else if (bytes + pending.transaction().sizeBytes() <= CoreLimits.TRANSACTIONS_MESSAGE_BYTES) {
                bytes += pending.transaction().sizeBytes();
                found.add(pending.transaction());
            }
        }
        if (!found.isEmpty()) {
            fx.send(peer, new Message.Transactions(found));
        }
        if (!missing.isEmpty()) {
            fx.send(peer, new Message.NotFound(missing));
        }
        return bytes + (long) wanted.size() * Hash.LENGTH_BYTES;
    }

    private long whoHolds(NodeId peer, Message.WhoHolds request, Effects fx) {
        List<RecordContent> held =
                request.records().stream().filter(stored::isHeld).toList();
        if (!held.isEmpty()) {
            fx.send(peer, new Message.Holding(held));
        }
        return (long) request.records().size() * LOOKUP_COST_BYTES;
    }

    /** Returns the height of the newest locator hash that is on the stored best chain; block 0 is on every chain. */
    private long forkHeight(List<Hash> locator) {
        for (Hash hash : locator) {
            StoredMeta meta = stored.meta(hash);
            Hash onBestChain = meta == null ? null : stored.hashAt(meta.meta().height());
            if (meta != null && onBestChain != null && onBestChain.equals(hash)) {
                return meta.meta().height();
            }
        }
        return 0;
    }
}
