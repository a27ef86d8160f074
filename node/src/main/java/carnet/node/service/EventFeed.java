package carnet.node.service;

import carnet.consensus.block.Block;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.api.NodeEvent;
import carnet.node.core.Event;
import carnet.node.run.GroupWorker;
import carnet.storage.chain.ChainReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells whoever watches what happened. Costs nothing while nobody does. The core's thread only notes an event; what it
 * takes to tell it is read by a thread of its own, with less work than the core had with the same event, so what waits
 * stays short.
 */
final class EventFeed implements AutoCloseable {
    /** Events looked at together. */
    private static final int GROUP = 64;

    private final ChainReader stored;
    private final LongSupplier clockMillis;
    private final Set<Consumer<NodeEvent>> watchers = new CopyOnWriteArraySet<>();
    private final GroupWorker<Noted> worker;

    private record Noted(Event event, long atMillis) {}

    EventFeed(ChainReader stored, LongSupplier clockMillis, Consumer<Throwable> onFatal) {
        this.stored = stored;
        this.clockMillis = clockMillis;
        this.worker = new GroupWorker<>("carnet-events", GROUP, this::tell, onFatal);
        worker.start();
    }

    /** Returns what ends the watching. */
    Runnable watch(Consumer<NodeEvent> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void onEvent(Event event) {
        boolean isTold = event instanceof Event.RecordHeld
                || event instanceof Event.HeadChanged
                || event instanceof Event.Dropped;
        if (isTold && !watchers.isEmpty()) {
            worker.add(new Noted(event, clockMillis.getAsLong()));
        }
    }

    private void tell(List<Noted> group) {
        for (Noted noted : group) {
            if (noted.event() instanceof Event.RecordHeld held) {
                tell(new NodeEvent.RecordHeld(
                        held.content().payloadCid().toString(),
                        held.content().keyBoxCid().toString(),
                        noted.atMillis()));
            } else if (noted.event() instanceof Event.Dropped dropped) {
                tell(new NodeEvent.TransactionDropped(
                        dropped.transaction().id().hex(), dropped.reason(), noted.atMillis()));
            } else if (noted.event() instanceof Event.HeadChanged moved) {
                tellBlocks(moved, noted.atMillis());
            }
        }
    }

    private void tellBlocks(Event.HeadChanged moved, long atMillis) {
        Deque<Block> added = new ArrayDeque<>();
        Hash hash = moved.head().hash();
        for (int i = 0; i < moved.applied(); i++) {
            Block block = stored.block(hash);
            if (block == null) {
                break;
            }
            added.push(block);
            hash = block.header().previousHash();
        }
        int undone = moved.undone();
        for (Block block : added) {
            List<String> ids = block.transactions().stream()
                    .map(Transaction::id)
                    .map(Hash::hex)
                    .toList();
            tell(new NodeEvent.BlockAdded(block.hash().hex(), block.seal().height(), undone, ids, atMillis));
            undone = 0;
        }
    }

    private void tell(NodeEvent event) {
        watchers.forEach(watcher -> watcher.accept(event));
    }

    @Override
    public void close() {
        worker.close();
    }
}
