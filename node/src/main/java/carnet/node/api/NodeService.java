package carnet.node.api;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The node as its HTTP shell sees it. Reads may touch the disk and so are called from worker threads; the two submits
 * return at once and complete after the transaction is durable (RULES 19), so that many waiting callers share one fsync.
 * Every method may be called from several threads.
 */
public interface NodeService {
    /** Returns what the node is and does at this moment. */
    NodeStatus status();

    /** Returns the bytes of the genesis file. */
    byte[] genesis();

    /** Accepts a signed transaction that carries no blobs, such as a member's registration. */
    CompletableFuture<SubmitReply> submitTransaction(byte[] transaction);

    /**
     * Accepts a record: its signed transaction and its key box. All blocks of its payload must have been put before.
     */
    CompletableFuture<SubmitReply> submitRecord(byte[] transaction, byte[] keyBox);

    /** Takes one block of a payload that a later record will name. */
    ChunkReply putChunk(Cid cid, byte[] bytes);

    /** Returns those of {@code cids} that this node does not hold, in the order asked. */
    List<Cid> missingChunks(List<Cid> cids);

    /** Returns a block's verified bytes, or null when this node does not hold it. */
    byte @Nullable [] chunk(Cid cid) throws IOException;

    /** Returns one record, or null when neither chain nor pool knows it. Both arguments are lower-case hexadecimal. */
    @Nullable
    RecordStatus record(String ownerKey, String hashId);

    /**
     * Returns a page of the records of one owner (null: of all) in the order of owner and HashID, those that wait for a
     * block last; {@code cursor} comes from the page before.
     *
     * @throws IllegalArgumentException for a cursor that no page gave
     */
    Page<RecordStatus> records(@Nullable String ownerKey, @Nullable String cursor, int limit);

    /** Returns a transaction's fate, or null when it is unknown. */
    @Nullable
    TransactionStatus transaction(String txid);

    /** Returns a member by its first registered key, or null. */
    @Nullable
    MemberInfo member(String key);

    /**
     * Returns a page of members in the order of their keys.
     *
     * @throws IllegalArgumentException for a cursor that no page gave
     */
    Page<MemberInfo> members(@Nullable String cursor, int limit);

    /** Returns blocks of the best chain from {@code fromHeight} on, at most {@code limit}. */
    List<BlockInfo> blocks(long fromHeight, int limit);

    /** Returns a block of any known branch by hash, or of the best chain by height in decimal; null when unknown. */
    @Nullable
    BlockInfo block(String heightOrHash);

    /** Starts recomputing everything from genesis, unless it is under way, and returns where it stands. */
    VerificationStatus startVerification();

    /** Returns where the last verification stands. */
    VerificationStatus verification();

    /**
     * Tells {@code watcher} what happens from now on, one event at a time and in order, on a thread that it must not
     * block. Returns what ends it.
     */
    Runnable watch(Consumer<NodeEvent> watcher);
}
