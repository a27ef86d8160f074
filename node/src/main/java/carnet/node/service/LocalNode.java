package carnet.node.service;

import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.PutRecord;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import carnet.node.api.BlockInfo;
import carnet.node.api.ChunkReply;
import carnet.node.api.MemberInfo;
import carnet.node.api.NodeEvent;
import carnet.node.api.NodeService;
import carnet.node.api.NodeStatus;
import carnet.node.api.Page;
import carnet.node.api.RecordStatus;
import carnet.node.api.SubmitReply;
import carnet.node.api.TransactionStatus;
import carnet.node.api.VerificationStatus;
import carnet.node.core.Effects;
import carnet.node.core.Event;
import carnet.node.core.NodeCore;
import carnet.node.run.GroupWorker;
import carnet.node.run.NodeLoop;
import carnet.node.run.Publisher;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node of this process, as its HTTP side calls it. */
public final class LocalNode implements NodeService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.disk");

    /** Which blocks wait for no record any more is noted when a burst of records is over: nobody waits for it. */
    private static final long BLOCKS_GATHER_MILLIS = 500;

    private final Genesis genesis;
    private final ContentStore content;
    private final Uploads uploads;
    private final WriteBehind writeBehind;
    private final NodeLoop loop;
    private final Acceptor acceptor;
    private final Queries queries;
    private final BlockQueries blockQueries;
    private final RecordBlocks recordBlocks;
    private final GroupWorker<Event> blocksWorker;
    private final Verification verification;
    private final EventFeed feed;
    private final StatusReport report;

    /**
     * Puts the parts together.
     *
     * @param events where the core's events come from; see {@link Events}
     * @param verifiers runs signature checks and signs receipts
     * @param onFatal gets what must end the process
     */
    public LocalNode(
            Genesis genesis,
            SigningKey key,
            KeyValueStore store,
            ContentStore content,
            Uploads uploads,
            SignatureCache signatures,
            NodeLoop loop,
            Events events,
            Executor verifiers,
            StatusReport.Facts facts,
            Path dataDirectory,
            LongSupplier clockMillis,
            Consumer<Throwable> onFatal) {
        ChainReader stored = new ChainReader(store);
        NodeId self = NodeId.of(key.publicKey());
        this.genesis = genesis;
        this.content = content;
        this.uploads = uploads;
        this.writeBehind = new WriteBehind(content, uploads, onFatal);
        this.loop = loop;
        Submissions submissions = new Submissions(new Receipts(genesis.hash(), key), verifiers);
        this.acceptor =
                new Acceptor(genesis, stored, content, uploads, submissions, signatures, loop, verifiers, onFatal);
        this.queries = new Queries(genesis, self, stored, loop, clockMillis);
        this.blockQueries = new BlockQueries(genesis, stored);
        this.recordBlocks = new RecordBlocks(content, uploads, stored, loop, clockMillis);
        this.blocksWorker = new GroupWorker<>(
                "carnet-blocks",
                Integer.MAX_VALUE,
                () -> recordBlocks.isSweeping() ? 0 : BLOCKS_GATHER_MILLIS,
                this::lookAfterBlocks,
                onFatal);
        this.verification = new Verification(genesis, store, content, dataDirectory);
        this.report = new StatusReport(genesis, key.publicKey(), stored, content, queries, facts, clockMillis);
        this.feed = new EventFeed(stored, clockMillis, onFatal);
        events.subscribe(submissions::onEvent);
        events.subscribe(feed::onEvent);
        events.subscribe(report::onEvent);
        events.subscribe(event -> {
            if (event instanceof Event.RecordHeld) {
                recordBlocks.expectHeld();
            }
            if (event instanceof Event.RecordHeld || event instanceof Event.Dropped) {
                blocksWorker.add(event);
            }
        });
        blocksWorker.start();
    }

    /** The core's events, handed to everyone who subscribed before the node started. */
    public static final class Events implements Publisher {
        private final List<Consumer<Event>> subscribers = new ArrayList<>();

        /** Adds a subscriber; it must not block. Only before the loop starts. */
        public void subscribe(Consumer<Event> subscriber) {
            subscribers.add(subscriber);
        }

        @Override
        public void publish(Event event) {
            for (Consumer<Event> subscriber : subscribers) {
                subscriber.accept(event);
            }
        }
    }

    @Override
    public NodeStatus status() {
        return report.status();
    }

    @Override
    public byte[] genesis() {
        return genesis.bytes();
    }

    @Override
    public CompletableFuture<SubmitReply> submitTransaction(byte[] transaction) {
        return acceptor.submit(transaction);
    }

    @Override
    public CompletableFuture<SubmitReply> submitRecord(byte[] transaction, byte[] keyBox) {
        return acceptor.submit(transaction, keyBox);
    }

    @Override
    public ChunkReply putChunk(Cid cid, byte[] bytes) {
        ChunkReply reply = uploads.put(cid, bytes);
        if (reply == ChunkReply.STORED) {
            writeBehind.onStored(bytes.length);
            loop.submit(
                    (NodeCore core, long nowMillis, Effects fx) -> core.onChunkPut(cid, bytes.length, nowMillis, fx));
        }
        return reply;
    }

    @Override
    public List<Cid> missingChunks(List<Cid> cids) {
        return cids.stream().filter(cid -> !content.has(cid)).toList();
    }

    @Override
    public byte @Nullable [] chunk(Cid cid) {
        try {
            return content.get(cid);
        } catch (StoreFullException e) {
            return null; // damaged, and the disk is too full to note it
        }
    }

    @Override
    public @Nullable RecordStatus record(String ownerKey, String hashId) {
        return queries.record(PublicKey.fromHex(ownerKey), Hash.fromHex(hashId));
    }

    @Override
    public Page<RecordStatus> records(@Nullable String ownerKey, @Nullable String cursor, int limit) {
        return queries.records(ownerKey == null ? null : PublicKey.fromHex(ownerKey), cursor, limit);
    }

    @Override
    public @Nullable TransactionStatus transaction(String txid) {
        return queries.transaction(Hash.fromHex(txid));
    }

    @Override
    public @Nullable MemberInfo member(String key) {
        return queries.member(PublicKey.fromHex(key));
    }

    @Override
    public Page<MemberInfo> members(@Nullable String cursor, int limit) {
        return queries.members(cursor, limit);
    }

    @Override
    public List<BlockInfo> blocks(long fromHeight, int limit) {
        return blockQueries.blocks(fromHeight, limit);
    }

    @Override
    public @Nullable BlockInfo block(String heightOrHash) {
        return blockQueries.block(heightOrHash);
    }

    @Override
    public VerificationStatus startVerification() {
        return verification.start();
    }

    @Override
    public VerificationStatus verification() {
        return verification.status();
    }

    @Override
    public Runnable watch(Consumer<NodeEvent> watcher) {
        return feed.watch(watcher);
    }

    /** Removes blocks that belonged to no record for too long; returns whether all of them went. */
    public boolean sweepBlocks() {
        return recordBlocks.sweep();
    }

    private void lookAfterBlocks(List<Event> events) {
        for (Event event : events) {
            try {
                if (event instanceof Event.RecordHeld held) {
                    recordBlocks.onHeld(held.content());
                } else if (event instanceof Event.Dropped dropped
                        && dropped.transaction().payload() instanceof PutRecord put) {
                    recordBlocks.onEnded(put.content());
                }
            } catch (StoreFullException e) {
                LOG.warn("What a record left behind is looked after later: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        feed.close();
        blocksWorker.close();
        acceptor.close();
        writeBehind.close();
    }
}
