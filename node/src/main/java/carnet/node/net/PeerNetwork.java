package carnet.node.net;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer-to-peer network of one node: listens, dials, and keeps a CONTROL and a BULK connection with every listed
 * node that can be reached (DESIGN "Network"; SPEC, "Peer links"). Thread-safe. Frames are opaque; losing one with its
 * connection is safe, since the core asks again when the peer is up again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
public final class PeerNetwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);
    private static final int LOOP_THREADS = 2;
    private static final int CLOSE_SECONDS = 2;

    private final NetSettings settings;
    private final LocalNode self;
    private final PeerListener listener;
    private final ChunkSource chunks;
    private final Traffic traffic = new Traffic();
    private final QuietLog quietLog = new QuietLog(LOG);
    private final FetchBudget budget = new FetchBudget();
    private final AddressBook book = new AddressBook();
    private final Obstacles obstacles = new Obstacles();
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(LOOP_THREADS, threads("carnet-net"), NioIoHandler.newFactory());
    private final EventLoop home = loops.next();
    private final ThreadPoolExecutor tlsTasks = Workers.pool("carnet-tls", 1, NetLimits.TLS_TASKS_MAX);
    private final ThreadPoolExecutor diskTasks = Workers.pool("carnet-chunks", 2, NetLimits.PEERS_MAX);
    private final ThreadPoolExecutor nameTasks = Workers.pool("carnet-names", 1, NetLimits.ADDRESSES_MAX);
    private final SendTurns turns;
    private final TlsKind tlsKind;
    private final NodeTls tls;
    private final PeerTable table;
    private final Links links;
    private final Dialer dialer;
    private final AddressExchange addresses;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Channel listening;

    /**
     * Prepares a network; nothing happens before {@link #start}.
     *
     * @param key the node's key: proves this node in TLS and in each HELLO
     * @param allowed which keys may be peers; asked often and from several threads. After its answers change call
     *     {@link #recheckAllowed}
     * @param listener told of peers and frames
     * @param chunks what this node serves
     * @param random spreads the times of redialing
     */
    public PeerNetwork(
            NetSettings settings,
            SigningKey key,
            Predicate<PublicKey> allowed,
            PeerListener listener,
            ChunkSource chunks,
            RandomGenerator random) {
        this(settings, key, allowed, listener, chunks, random, TlsKind.ofThisMachine());
    }

    PeerNetwork(
            NetSettings settings,
            SigningKey key,
            Predicate<PublicKey> allowed,
            PeerListener listener,
            ChunkSource chunks,
            RandomGenerator random,
            TlsKind tlsKind) {
        this.settings = settings;
        this.listener = listener;
        this.chunks = chunks;
        this.tlsKind = tlsKind;
        self = new LocalNode(settings, key, allowed);
        turns = new SendTurns(
                home, NetLimits.CHUNKS_SENT_AT_ONCE, settings.timings().turnMillis());
        tls = new NodeTls(
                key,
                peer -> peer.equals(key.publicKey()) || allowed.test(peer),
                tlsKind,
                tlsTasks,
                settings.timings().tlsMillis());
        table = new PeerTable(self.id(), new Switchboard(), this::fetchesOf);
        links = new Links(loops, self, tls, table, traffic, this::sinkOf, nameTasks, obstacles, quietLog);
        dialer = new Dialer(home, self, table, book, links, random);
        addresses = new AddressExchange(self, book, table, dialer, home);
    }

    /**
     * Proves that TLS works here, then begins to listen and to dial.
     *
     * @throws IOException when the address cannot be listened on, or when this Java lacks what TLS needs
     */
    public void start() throws IOException {
        LOG.info("TLS of the peer links: {}, between machines like this {}", tlsKind.name(), tls.proveAndWarmUp());
        ChannelFuture bound = links.server()
                .bind(settings.listenHost(), settings.listenPort())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen for peers on " + settings.listenHost() + ":" + settings.listenPort() + ": "
                            + bound.cause().getMessage() + "; free the port or choose another one",
                    bound.cause());
        }
        listening = bound.channel();
        self.listensOn(((InetSocketAddress) bound.channel().localAddress()).getPort());
        dialer.start(settings.boot());
    }

    /** Returns the port listened on, or 0 before {@link #start}. */
    public int port() {
        return self.port();
    }

    /** Returns this node's id. */
    public NodeId id() {
        return self.id();
    }

    /**
     * Queues a frame for {@code peer}; false when it is not connected. A peer that lets more than
     * {@link NetLimits#CONTROL_UNSENT_MAX_BYTES} wait is disconnected as SLOW_READER.
     *
     * @param payload at most {@link NetLimits#CONTROL_PAYLOAD_MAX_BYTES}; not to be changed afterwards
     */
    public boolean send(NodeId peer, byte[] payload) {
        if (payload.length > NetLimits.CONTROL_PAYLOAD_MAX_BYTES) {
            throw new IllegalArgumentException("a frame of " + payload.length + " bytes is too long");
        }
        Peer present = table.get(peer);
        return present != null && present.control().offer(Frame.MESSAGE, payload, NetLimits.CONTROL_UNSENT_MAX_BYTES);
    }

    /** Ends the connections with {@code peer}, which may come back; {@code reason} is told to it. */
    public void disconnect(NodeId peer, DisconnectReason reason) {
        table.disconnect(peer, reason);
    }

    /** Ends the connections with {@code peer} and refuses it for {@code time}; forgotten at restart. */
    public void ban(NodeId peer, Duration time) {
        table.ban(peer, time);
    }

    /** Disconnects the peers that are no longer allowed, and forgets their addresses. */
    public void recheckAllowed() {
        book.retain(self::allows);
        for (Peer peer : table.all()) {
            if (!self.allows(peer.remote().key())) {
                table.disconnect(peer.id(), DisconnectReason.NOT_ALLOWED);
            }
        }
    }

    /** Tells where {@code node} is said to listen; it is dialed unless it is connected. */
    public void learnAddress(NodeId node, String host, int port) {
        PeerAddress address = new PeerAddress(host, port);
        if (!closed.get() && !node.equals(self.id()) && book.heard(node, null, address)) {
            dialer.learned(node);
        }
    }

    /** Returns where nodes listen by their own account: keep it, and give it to {@link #learnAddress} at the next start. */
    public List<KnownAddress> knownAddresses() {
        return book.claimed();
    }

    /** Returns the connected peers. */
    public List<PeerInfo> peers() {
        return table.all().stream().map(Peer::info).toList();
    }

    /** Returns why the last connection with {@code node} ended or never stood; null when none was tried. */
    public @Nullable DisconnectReason obstacle(NodeId node) {
        return obstacles.of(node);
    }

    /** Returns how the dialing stands. Not to be called from a listener. */
    public List<DialState> dials() {
        if (closed.get()) {
            return List.of();
        }
        return home.submit(dialer::states).syncUninterruptibly().getNow();
    }

    /** Returns the chunk requester. */
    public BulkService bulk() {
        return (peer, cid, maxBytes, callback) -> {
            if (maxBytes < 0 || maxBytes > NetLimits.CHUNK_MAX_BYTES) {
                throw new IllegalArgumentException("a chunk has at most " + NetLimits.CHUNK_MAX_BYTES + " bytes");
            }
            Peer present = table.get(peer);
            if (present == null) {
                callback.onResult(new FetchResult.Failed(FetchResult.FetchFailure.NOT_CONNECTED));
            } else {
                present.fetches().fetch(cid, maxBytes, callback);
            }
        };
    }

    /** Returns what was counted since start. */
    public NetCounters counters() {
        return traffic.snapshot(table.size());
    }

    /** Says goodbye to all peers and stops; every fetch under way fails. Waits a few seconds at most. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Channel channel = listening;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
        dialer.stop();
        List<Peer> leaving = table.all();
        table.close();
        leaving.forEach(peer -> peer.control().channel().closeFuture().awaitUninterruptibly(Link.GOODBYE_MILLIS));
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
        tlsTasks.shutdownNow();
        diskTasks.shutdownNow();
        nameTasks.shutdownNow();
        tls.close();
    }

    private static DefaultThreadFactory threads(String name) {
        return new DefaultThreadFactory(name, true);
    }

    private Fetches fetchesOf(NodeId peer, Link control) {
        return new Fetches(
                control.loop(),
                budget,
                settings.timings().fetchMillis(),
                () -> table.disconnect(peer, DisconnectReason.UNRESPONSIVE));
    }

    private FrameSink sinkOf(Link link) {
        Remote remote = link.remote();
        if (remote == null) {
            throw new IllegalStateException("a link without HELLO");
        }
        if (link.kind() == LinkKind.CONTROL) {
            return new ControlSink(link, remote.id(), listener, addresses);
        }
        Peer peer = table.get(remote.id());
        return peer == null
                ? frame -> true
                : new BulkSink(new ChunkServer(link, turns, chunks, diskTasks, quietLog), peer.fetches());
    }

    /** Passes the table's changes on to who must know: the core's listener first. */
    private final class Switchboard implements PeerTable.Events {
        @Override
        public void onUp(Peer peer) {
            PeerInfo info = peer.info();
            LOG.info("peer {} at {} is connected", info.id().shortText(), info.address());
            listener.onPeerUp(peer.id(), info.key(), info);
            addresses.onUp(peer);
            if (peer.control().dialed()) {
                InetSocketAddress at =
                        (InetSocketAddress) peer.control().channel().remoteAddress();
                dialer.wantBulk(peer.id(), new PeerAddress(at.getAddress().getHostAddress(), at.getPort()));
            }
        }

        @Override
        public void onBulkUp(Peer peer, Link bulk) {
            peer.fetches().onLinkUp(bulk);
        }

        @Override
        public void onBulkDown(Peer peer) {
            peer.control().loop().execute(peer.fetches()::onLinkDown);
        }

        @Override
        public void onDown(Peer peer, DisconnectReason reason) {
            LOG.info("peer {} is gone: {}", peer.id().shortText(), reason.text());
            listener.onPeerDown(peer.id(), reason);
            dialer.onDown(peer.id(), reason);
            peer.control().loop().execute(peer.fetches()::onPeerDown);
        }
    }
}
