package carnet.node.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is and does at this moment.
 *
 * @param id the "Qm..." node id
 * @param key the node's public key, hexadecimal
 * @param name the node's name in the policy list, such as "A"
 * @param version the software's version
 * @param genesis the genesis hash, hexadecimal
 * @param head hash of the best block, hexadecimal
 * @param height height of the best block
 * @param headTimestampMillis the best block's own time
 * @param state one of "serving", "syncing", "waiting for miners", "clock disagrees", "disk nearly full", "read only"
 * @param reason why the state is not "serving", in plain English
 * @param clockMillis the node's clock
 * @param peers the peers connected now
 * @param absent the other nodes of the policy list, which are not connected now
 * @param pool what waits to be mined
 * @param wantedRecords records that the chain or the pool names and this node does not hold in full
 * @param heldRecords records held in full
 * @param storedBytes bytes in the content store
 * @param miner whether this node's key is in the miner list
 * @param hashMethod which nonce search the self-test chose
 * @param hashesPerSecond what one thread of it did in the self-test, or 0 before its end
 * @param rssBytes resident memory of the process, or -1 where the system does not tell
 * @param reorgs reorganizations since start
 * @param staleBlocks known blocks that are not on the best chain, since start
 * @param traffic bytes exchanged with peers since start
 * @param flushes how often the disk was flushed since start
 */
public record NodeStatus(
        String id,
        String key,
        String name,
        String version,
        String genesis,
        String head,
        long height,
        long headTimestampMillis,
        String state,
        @Nullable String reason,
        long clockMillis,
        List<Peer> peers,
        List<Absent> absent,
        Pool pool,
        long wantedRecords,
        long heldRecords,
        long storedBytes,
        boolean miner,
        String hashMethod,
        long hashesPerSecond,
        long rssBytes,
        long reorgs,
        long staleBlocks,
        Traffic traffic,
        Flushes flushes) {

    /**
     * A connected peer.
     *
     * @param height of its best block, or null before it said so
     * @param clockOffsetMillis its clock minus this node's
     */
    public record Peer(String id, String name, String address, @Nullable Long height, long clockOffsetMillis) {}

    /**
     * A node of the policy list that is not connected.
     *
     * @param address where the policy list says that it listens
     * @param reason why the last connection ended or never stood, in plain English, or null when none was tried yet
     */
    public record Absent(String id, String name, String address, @Nullable String reason) {}

    /** What waits to be mined. */
    public record Pool(int transactions, long bytes, long limitBytes) {}

    /**
     * Bytes exchanged with peers since start, inside TLS, frame headers included.
     *
     * @param messagesSent messages between the nodes: blocks, transactions, who holds what
     * @param messagesReceived the same, from them
     * @param chunksSent blocks of payloads, and questions for them
     * @param chunksReceived the same, from them
     */
    public record Traffic(long messagesSent, long messagesReceived, long chunksSent, long chunksReceived) {}

    /**
     * How often the node had its disk flushed since its start.
     *
     * @param content files and directories of chunks
     * @param chain the log of blocks, transactions and what is known of records
     */
    public record Flushes(long content, long chain) {}
}
