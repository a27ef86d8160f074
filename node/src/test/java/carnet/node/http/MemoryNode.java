package carnet.node.http;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.SigningKey;
import carnet.node.api.BlockInfo;
import carnet.node.api.ChunkReply;
import carnet.node.api.MemberInfo;
import carnet.node.api.NodeEvent;
import carnet.node.api.NodeService;
import carnet.node.api.NodeStatus;
import carnet.node.api.Page;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;
import carnet.node.api.SubmitReply;
import carnet.node.api.TransactionStatus;
import carnet.node.api.VerificationStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A node in memory: it keeps what it is given and calls a transaction whatever bytes it gets. */
class MemoryNode implements NodeService {
    static final String KEY = "aa".repeat(32);

    /** Returns one of many keys. */
    static String key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return SigningKey.fromSeed(seed).publicKey().hex();
    }

    final Map<Cid, byte[]> chunks = new ConcurrentHashMap<>();
    final Map<String, byte[]> transactions = new ConcurrentHashMap<>();
    final NavigableMap<String, RecordStatus> records = new ConcurrentSkipListMap<>();
    final NavigableMap<String, MemberInfo> members = new ConcurrentSkipListMap<>();
    final List<BlockInfo> blocks = new ArrayList<>();
    volatile VerificationStatus verification = new VerificationStatus("none", 0, 0, 0, "", null);
    final Set<Consumer<NodeEvent>> watchers = new CopyOnWriteArraySet<>();
    volatile @Nullable ChunkReply chunkReply;
    volatile @Nullable SubmitReply submitReply;
    volatile @Nullable String nodeName = "A";

    @Override
    public NodeStatus status() {
        return new NodeStatus(
                "QmNode",
                KEY,
                String.valueOf(nodeName),
                "0.1.0",
                "11".repeat(32),
                "22".repeat(32),
                41,
                1_700_000_000_000L,
                "serving",
                null,
                1_700_000_000_500L,
                List.of(new NodeStatus.Peer("QmPeer", "B", "127.0.0.1:7001", 41L, 3)),
                List.of(),
                new NodeStatus.Pool(2, 500, 1_000_000),
                1,
                7,
                123_456,
                true,
                "JDK",
                0,
                -1,
                0,
                0,
                new NodeStatus.Traffic(1, 2, 3, 4),
                new NodeStatus.Flushes(5, 6));
    }

    @Override
    public byte[] genesis() {
        return "genesis".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<SubmitReply> submitTransaction(byte[] transaction) {
        if (submitReply != null) {
            return CompletableFuture.completedFuture(submitReply);
        }
        String txid = Sha256.of(transaction).hex();
        if (transactions.putIfAbsent(txid, transaction) != null) {
            return CompletableFuture.completedFuture(new SubmitReply.AlreadyKnown(txid));
        }
        Receipt receipt = new Receipt(txid, "QmNode", KEY, 1_700_000_000_000L, "ff".repeat(64));
        return CompletableFuture.completedFuture(new SubmitReply.Accepted(receipt));
    }

    @Override
    public CompletableFuture<SubmitReply> submitRecord(byte[] transaction, byte[] keyBox) {
        Cid cid = Cid.ofRaw(keyBox);
        chunks.put(cid, keyBox);
        return submitTransaction(transaction);
    }

    /** Registers a record of {@code payload} with this key box. */
    RecordStatus addRecord(String owner, String hashId, Cid payload, Cid keyBox) {
        RecordStatus status = new RecordStatus(
                owner,
                hashId,
                "33".repeat(32),
                payload.toString(),
                keyBox.toString(),
                "kubo-default",
                "picture",
                23,
                "accepted",
                true,
                1,
                5,
                List.of("QmNode"),
                1_700_000_000_000L,
                null,
                null,
                null,
                false,
                "waits for a block",
                5);
        records.put(owner + "/" + hashId, status);
        return status;
    }

    @Override
    public ChunkReply putChunk(Cid cid, byte[] bytes) {
        if (chunkReply != null) {
            return chunkReply;
        }
        if (!cid.matches(bytes)) {
            return ChunkReply.MISMATCH;
        }
        return chunks.putIfAbsent(cid, bytes) == null ? ChunkReply.STORED : ChunkReply.ALREADY_HELD;
    }

    @Override
    public List<Cid> missingChunks(List<Cid> cids) {
        return cids.stream().filter(cid -> !chunks.containsKey(cid)).toList();
    }

    @Override
    public byte @Nullable [] chunk(Cid cid) throws IOException {
        return chunks.get(cid);
    }

    @Override
    public @Nullable RecordStatus record(String ownerKey, String hashId) {
        return records.get(ownerKey + "/" + hashId);
    }

    @Override
    public Page<RecordStatus> records(@Nullable String ownerKey, @Nullable String cursor, int limit) {
        TreeMap<String, RecordStatus> own = new TreeMap<>(records);
        own.values().removeIf(record -> ownerKey != null && !record.owner().equals(ownerKey));
        return page(own, cursor, limit, record -> record.owner() + "/" + record.hashId());
    }

    @Override
    public @Nullable TransactionStatus transaction(String txid) {
        byte[] bytes = transactions.get(txid);
        return bytes == null
                ? null
                : new TransactionStatus(
                        txid, "put record", KEY, 0, 1, bytes.length, "pending", null, null, null, false, "waits");
    }

    @Override
    public @Nullable MemberInfo member(String key) {
        return members.get(key);
    }

    @Override
    public Page<MemberInfo> members(@Nullable String cursor, int limit) {
        return page(members, cursor, limit, MemberInfo::key);
    }

    private static <T> Page<T> page(
            NavigableMap<String, T> all, @Nullable String cursor, int limit, Function<T, String> key) {
        if (cursor != null && !all.containsKey(cursor)) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        List<T> items = (cursor == null ? all : all.tailMap(cursor, false))
                .values().stream().limit(limit).toList();
        boolean more = items.size() == limit && !key.apply(items.get(limit - 1)).equals(all.lastKey());
        return new Page<>(items, more ? key.apply(items.get(limit - 1)) : null);
    }

    /** Appends {@code count} blocks of {@code transactionsEach} transactions. */
    void addBlocks(int count, int transactionsEach) {
        for (int i = 0; i < count; i++) {
            long height = blocks.size();
            List<String> ids = new ArrayList<>();
            for (int j = 0; j < transactionsEach; j++) {
                ids.add(Sha256.of((height + "/" + j).getBytes(StandardCharsets.UTF_8))
                        .hex());
            }
            String hash = Sha256.of(Long.toString(height).getBytes(StandardCharsets.UTF_8))
                    .hex();
            blocks.add(
                    new BlockInfo(hash, height, "", height, "", "", "", "QmNode", "A", 0, "", 100, ids, true, false));
        }
    }

    @Override
    public List<BlockInfo> blocks(long fromHeight, int limit) {
        return blocks.stream()
                .filter(block -> block.height() >= fromHeight)
                .limit(limit)
                .toList();
    }

    @Override
    public @Nullable BlockInfo block(String heightOrHash) {
        return blocks.stream()
                .filter(block -> block.hash().equals(heightOrHash)
                        || Long.toString(block.height()).equals(heightOrHash))
                .findFirst()
                .orElse(null);
    }

    @Override
    public VerificationStatus startVerification() {
        verification = new VerificationStatus("running", 0, blocks.size(), 0, "", null);
        return verification;
    }

    @Override
    public VerificationStatus verification() {
        return verification;
    }

    @Override
    public Runnable watch(Consumer<NodeEvent> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
