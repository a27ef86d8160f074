package carnet.node.service;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.NodeStatus;
import carnet.node.core.CoreLimits;
import carnet.node.core.CoreView;
import carnet.node.core.Event;
import carnet.node.miner.HashMethodChoice;
import carnet.node.net.NetCounters;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.KeyValueStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what the node is and does at this moment. */
public final class StatusReport {
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private final Genesis genesis;
    private final PublicKey key;
    private final NodeId self;
    private final ChainReader stored;
    private final ContentStore content;
    private final Queries queries;
    private final Facts facts;
    private final LongSupplier clockMillis;
    private final AtomicLong heldRecords = new AtomicLong();

    /**
     * What the composition root knows.
     *
     * @param version the software's version
     * @param hashing how this machine hashes best, as far as is known
     * @param addressOf a connected peer's address
     * @param obstacleTo why the last connection with a node ended or never stood, or null
     * @param traffic what the peer network did
     * @param flushes how often the disk was flushed
     */
    public record Facts(
            String version,
            Supplier<HashMethodChoice> hashing,
            Function<NodeId, String> addressOf,
            Function<NodeId, @Nullable String> obstacleTo,
            Supplier<NetCounters> traffic,
            Supplier<NodeStatus.Flushes> flushes) {}

    StatusReport(
            Genesis genesis,
            PublicKey key,
            ChainReader stored,
            ContentStore content,
            Queries queries,
            Facts facts,
            LongSupplier clockMillis) {
        this.genesis = genesis;
        this.key = key;
        this.self = NodeId.of(key);
        this.stored = stored;
        this.content = content;
        this.queries = queries;
        this.facts = facts;
        this.clockMillis = clockMillis;
        heldRecords.set(countHeld());
    }

    void onEvent(Event event) {
        if (event instanceof Event.RecordHeld held && held.isNew()) {
            heldRecords.incrementAndGet();
        } else if (event instanceof Event.RecordReleased) {
            heldRecords.decrementAndGet();
        }
    }

    NodeStatus status() {
        record Seen(
                BlockMeta head,
                List<CoreView.PeerView> peers,
                int poolCount,
                int poolBytes,
                CoreView.Counters counters,
                long clockOffsetMillis) {}
        Seen seen = queries.askCore(core -> new Seen(
                core.head(),
                core.peers(),
                core.poolCount(),
                core.poolBytes(),
                core.counters(),
                core.medianClockOffsetMillis()));
        List<NodeStatus.Peer> peers = new ArrayList<>();
        for (CoreView.PeerView peer : seen.peers()) {
            peers.add(new NodeStatus.Peer(
                    peer.id().toString(),
                    queries.nameOf(peer.id()),
                    facts.addressOf().apply(peer.id()),
                    peer.height() < 0 ? null : Long.valueOf(peer.height()),
                    peer.clockOffsetMillis()));
        }
        String reason = reason(seen.counters(), seen.clockOffsetMillis(), peers.size());
        HashMethodChoice hashing = facts.hashing().get();
        return new NodeStatus(
                self.toString(),
                key.hex(),
                queries.nameOf(self),
                facts.version(),
                genesis.hash().hex(),
                seen.head().hash().hex(),
                seen.head().height(),
                seen.head().timestampMillis(),
                state(seen.counters(), seen.clockOffsetMillis(), peers.size()),
                reason,
                clockMillis.getAsLong(),
                peers,
                absent(seen.peers()),
                new NodeStatus.Pool(seen.poolCount(), seen.poolBytes(), CoreLimits.POOL_BYTES),
                stored.wantedAfter(null, KeyValueStore.MAX_SCAN_ROWS).size(),
                heldRecords.get(),
                content.storedBytes(),
                genesis.policy().miner(self).isPresent(),
                hashing.method().toString(),
                hashing.rates().get(0).hashesPerSecond(),
                residentBytes(),
                seen.counters().reorgs(),
                seen.counters().abandonedBlocks(),
                traffic(),
                facts.flushes().get());
    }

    private NodeStatus.Traffic traffic() {
        NetCounters counters = facts.traffic().get();
        return new NodeStatus.Traffic(
                counters.control().bytesOut(),
                counters.control().bytesIn(),
                counters.bulk().bytesOut(),
                counters.bulk().bytesIn());
    }

    private List<NodeStatus.Absent> absent(List<CoreView.PeerView> connected) {
        Set<NodeId> present = new TreeSet<>();
        present.add(self);
        connected.forEach(peer -> present.add(peer.id()));
        List<NodeStatus.Absent> absent = new ArrayList<>();
        for (NodeCard card : genesis.policy().miners()) {
            if (!present.contains(card.id())) {
                absent.add(new NodeStatus.Absent(
                        card.id().toString(),
                        card.name(),
                        card.address(),
                        facts.obstacleTo().apply(card.id())));
            }
        }
        return absent;
    }

    private String state(CoreView.Counters counters, long clockOffsetMillis, int peers) {
        if (counters.readOnly()) {
            return "read only";
        }
        if (!content.hasRoom()) {
            return "disk nearly full";
        }
        if (!clockAgrees(clockOffsetMillis)) {
            return "clock disagrees";
        }
        if (counters.expectingBlocks()) {
            return "syncing";
        }
        return lacksMiners(peers) ? "waiting for miners" : "serving";
    }

    private @Nullable String reason(CoreView.Counters counters, long clockOffsetMillis, int peers) {
        if (counters.readOnly()) {
            return "The disk is full. Make room; the node goes on by itself.";
        }
        if (!content.hasRoom()) {
            return "What is left on the disk is for the chain: no record is stored here. Make room; the node goes on by itself.";
        }
        if (!clockAgrees(clockOffsetMillis)) {
            return "The peers' clocks differ by " + clockOffsetMillis
                    + " ms from this one. It does not mine until they agree. Check the time service (NTP).";
        }
        if (counters.expectingBlocks()) {
            return "It catches up with its peers.";
        }
        if (genesis.policy().miner(self).isEmpty()) {
            return "This node's key is not in the genesis file, so the other nodes refuse it. Use the node.key whose"
                    + " card went into that file.";
        }
        if (lacksMiners(peers)) {
            return "Blocks need " + genesis.policy().parameters().minerSpacing() + " miners, and with this one only "
                    + (peers + 1) + (peers == 0 ? " is" : " are") + " connected.";
        }
        return null;
    }

    private boolean clockAgrees(long offsetMillis) {
        return Math.abs(offsetMillis) <= genesis.policy().parameters().rankDelayMillis();
    }

    private boolean lacksMiners(int peers) {
        return peers + 1 < genesis.policy().parameters().minerSpacing();
    }

    private long countHeld() {
        long count = 0;
        RecordContent previous = null;
        while (true) {
            List<WantedRecord> page = stored.heldAfter(previous, KeyValueStore.MAX_SCAN_ROWS);
            count += page.size();
            if (page.size() < KeyValueStore.MAX_SCAN_ROWS) {
                return count;
            }
            previous = page.get(page.size() - 1).content();
        }
    }

    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(PROCESS_STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException e) {
            return -1;
        }
        return -1;
    }
}
