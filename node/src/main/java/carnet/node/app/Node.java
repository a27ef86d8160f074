package carnet.node.app;

import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.NodeStatus;
import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import carnet.node.http.HttpServer;
import carnet.node.http.HttpSettings;
import carnet.node.miner.NonceSearch;
import carnet.node.miner.SelfTest;
import carnet.node.net.DisconnectReason;
import carnet.node.net.NetSettings;
import carnet.node.net.NetTimings;
import carnet.node.net.PeerAddress;
import carnet.node.net.PeerInfo;
import carnet.node.net.PeerNetwork;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.NodeLoop;
import carnet.node.service.LocalNode;
import carnet.node.service.SignatureCache;
import carnet.node.service.StatusReport;
import carnet.node.service.StoredHoldings;
import carnet.node.service.Uploads;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.SegmentStore;
import carnet.storage.directory.DataDirectoryLock;
import carnet.storage.directory.DiskSpace;
import carnet.storage.kv.RocksStore;
import carnet.storage.kv.StoreException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: opens the disk, then the core, then its doors, and closes them in the reverse order. This is the only place
 * where the parts meet.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PeerNetwork network;
    private final HttpServer http;

    private Node(NodeSettings settings, Consumer<Throwable> onFatal) throws StartFailure {
        try {
            Genesis genesis = settings.genesis();
            opened(lock(settings));
            RocksStore store = opened(RocksStore.open(settings.dataDirectory().resolve("rows")));
            requireSameNetwork(genesis, new ChainReader(store));
            Damage damage = new Damage();
            SegmentStore content = opened(SegmentStore.open(settings.dataDirectory(), store, damage));
            SelfTest hashing = opened(SelfTest.start());
            LongSupplier clock = System::currentTimeMillis;
            SecureRandom random = new SecureRandom();
            int cores = Runtime.getRuntime().availableProcessors();

            SignatureCache signatures = new SignatureCache();
            Verifiers verifiers = opened(new Verifiers(Math.max(1, cores / 2)));
            LocalNode.Events events = new LocalNode.Events();
            events.subscribe(new EventLog());
            Doors doors = new Doors();
            EffectRunner runner = new EffectRunner(store, doors, doors, events);
            ChainReader stored = new ChainReader(store);
            StoredHoldings holdings = new StoredHoldings(content);
            CoreDriver driver = new CoreDriver(
                    () -> new NodeCore(genesis, settings.key(), stored, holdings, signatures, random), runner, events);
            NodeLoop loop = new NodeLoop(driver, clock, System::nanoTime, onFatal);
            int threads = settings.miningThreads() > 0 ? settings.miningThreads() : NonceSearch.defaultThreads(cores);
            NonceSearch miner = opened(new NonceSearch(
                    threads,
                    hashing::newHasher,
                    random,
                    (jobId, nonce) -> loop.submit((NodeCore core, long nowMillis, Effects fx) ->
                            core.onNonceFound(jobId, nonce, nowMillis, fx))));
            Uploads uploads = new Uploads(content, store, () -> DiskSpace.usableBytes(settings.dataDirectory()), clock);
            ChunkReceiver chunks = opened(new ChunkReceiver(content, uploads, loop, onFatal));
            PeerPort peers = new PeerPort(loop, verifiers, signatures, chunks);
            network = opened(new PeerNetwork(
                    net(settings), settings.key(), listed(genesis), peers, content::getForPeer, random));
            peers.attach(network);
            doors.open(peers, miner);
            damage.open(loop);
            LocalNode service = opened(new LocalNode(
                    genesis,
                    settings.key(),
                    store,
                    content,
                    uploads,
                    signatures,
                    loop,
                    events,
                    verifiers,
                    new StatusReport.Facts(
                            settings.version(),
                            hashing::choice,
                            this::addressOf,
                            this::obstacleTo,
                            network::counters,
                            () -> new NodeStatus.Flushes(content.flushes(), store.flushes())),
                    settings.dataDirectory(),
                    clock,
                    onFatal));
            opened(loop);
            loop.start();
            chunks.start();
            Upkeep upkeep = opened(new Upkeep(settings.dataDirectory(), loop, service, content, onFatal));
            upkeep.start();
            network.start();
            dialListed(settings);
            if (genesis.policy().miner(network.id()).isEmpty()) {
                LOG.warn("This node's key is not in the genesis file, so the other nodes refuse it.");
            }
            http = opened(HttpServer.start(settings.http(), service, HttpSettings.defaults()));
        } catch (StoreException e) {
            close();
            throw new StartFailure(StartFailure.STORAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            close();
            throw new StartFailure(StartFailure.NETWORK, String.valueOf(e.getMessage()), e);
        } catch (StartFailure | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a node; it serves when this returns.
     *
     * @param onFatal gets what must end the process: a failed disk or a bug
     * @throws StartFailure when it cannot start; nothing is left open
     */
    public static Node start(NodeSettings settings, Consumer<Throwable> onFatal) throws StartFailure {
        return new Node(settings, onFatal);
    }

    /** Returns the port on which other nodes are taken. */
    public int peerPort() {
        return network.port();
    }

    /** Returns the port on which users are taken. */
    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("Closing failed: {}", e.toString());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private String addressOf(NodeId id) {
        for (PeerInfo peer : network.peers()) {
            if (peer.id().equals(id)) {
                return peer.address().toString();
            }
        }
        return "";
    }

    private @Nullable String obstacleTo(NodeId id) {
        DisconnectReason reason = network.obstacle(id);
        return reason == null ? null : reason.text();
    }

    private void dialListed(NodeSettings settings) {
        for (NodeCard card : settings.genesis().policy().miners()) {
            PeerAddress address = PeerAddress.parse(card.address());
            network.learnAddress(card.id(), address.host(), address.port());
        }
    }

    private static NetSettings net(NodeSettings settings) {
        return new NetSettings(
                settings.genesis().hash(),
                settings.listenHost(),
                settings.listenPort(),
                null,
                settings.boot(),
                "carnet/" + settings.version(),
                NetTimings.standard());
    }

    private static Predicate<PublicKey> listed(Genesis genesis) {
        return key -> genesis.policy().miner(NodeId.of(key)).isPresent();
    }

    private static DataDirectoryLock lock(NodeSettings settings) throws StartFailure {
        DataDirectoryLock.Outcome outcome;
        try {
            outcome = DataDirectoryLock.acquire(settings.dataDirectory());
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.STORAGE,
                    "The data directory " + settings.dataDirectory() + " cannot be used: " + e
                            + ". Make it writable for the user that runs the node.",
                    e);
        }
        if (outcome instanceof DataDirectoryLock.InUse inUse) {
            throw new StartFailure(StartFailure.REFUSED, inUse.message());
        }
        return ((DataDirectoryLock.Acquired) outcome).lock();
    }

    private static void requireSameNetwork(Genesis genesis, ChainReader stored) throws StartFailure {
        Hash first = stored.hashAt(0);
        if (first != null && !first.equals(genesis.hash())) {
            throw new StartFailure(
                    StartFailure.REFUSED,
                    "The data directory belongs to network " + first + ", the genesis file is of network "
                            + genesis.hash() + ". Use the genesis file of that network or another directory.");
        }
    }
}
