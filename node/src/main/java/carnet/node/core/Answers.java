package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.PendingTransaction;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.List;

/** Answers what peers ask for, from what is on the disk; every answer is bounded in bytes. */
final class Answers {
    private final ChainReader stored;
    private final Mempool pool;

    Answers(ChainReader stored, Mempool pool) {
        this.stored = stored;
        this.pool = pool;
    }

    void headers(NodeId peer, Message.GetHeaders request, Effects fx) {
        List<ExtendedHeader> headers = new ArrayList<>();
        long height = forkHeight(request.locator()) + 1;
        int readBytes = 0;
        while (headers.size() < CoreLimits.SYNC_HEADERS && readBytes < CoreLimits.ANSWER_BYTES) {
            Hash hash = stored.hashAt(height++);
            Block block = hash == null ? null : stored.block(hash);
            if (block == null) {
                break;
            }
            readBytes += block.sizeBytes();
            headers.add(block.extendedHeader());
        }
        fx.send(peer, new Message.Headers(headers));
    }

    void blocks(NodeId peer, Message.GetBlocks request, Effects fx) {
        List<Hash> missing = new ArrayList<>();
        int bytes = 0;
        for (Hash hash : request.hashes()) {
            Block block = bytes < CoreLimits.ANSWER_BYTES ? stored.block(hash) : null;
            if (block == null) {
                missing.add(hash);
            } else {
                bytes += block.sizeBytes();
                fx.send(peer, new Message.BlockBody(block));
            }
        }
        if (!missing.isEmpty()) {
            fx.send(peer, new Message.NotFound(missing));
        }
    }

    void transactions(NodeId peer, Message.GetTransactions request, Effects fx) {
        List<Transaction> found = new ArrayList<>();
        List<Hash> missing = new ArrayList<>();
        int bytes = 0;
        for (Hash id : request.ids()) {
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
    }

    void whoHolds(NodeId peer, Message.WhoHolds request, Effects fx) {
        List<RecordContent> held =
                request.records().stream().filter(stored::isHeld).toList();
        if (!held.isEmpty()) {
            fx.send(peer, new Message.Holding(held));
        }
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
